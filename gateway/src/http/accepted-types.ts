import Negotiator from 'negotiator';
import { createBoundedCache } from '../data/bounded-cache.ts';

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';

/** In which forms a client takes its answer. */
export interface AcceptedTypes {
  /**
   * The media type of an answer in one piece, errors included, as GraphQL over HTTP has it; `undefined` when the client accepts
   * neither of both. Where it has no preference it is `application/json`.
   */
  readonly single: string | undefined;
}

const plain: AcceptedTypes = { single: json };
/** Clients are few kinds, and each sends the same header always. */
const read = createBoundedCache<AcceptedTypes>(200);

/** Reads an `accept` header. */
export function acceptedTypes(accept: string | undefined): AcceptedTypes {
  if (accept === undefined || accept === '*/*') return plain;
  const known = read.get(accept);
  if (known) return known;
  const types = { single: new Negotiator({ headers: { accept } }).mediaType([json, graphqlResponse]) };
  read.set(accept, types);
  return types;
}

/** The media type of an answer whose request accepts none that there is: better any than none. */
export function singleTypeOrJson(accept: string | undefined): string {
  return acceptedTypes(accept).single ?? json;
}
