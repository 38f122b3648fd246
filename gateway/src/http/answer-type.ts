import Negotiator from 'negotiator';

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';

/**
 * The media type in which a request wants its answer, errors included, as GraphQL over HTTP has it; `undefined` when it
 * accepts neither. Where it has no preference it is `application/json`.
 */
export function answerType(accept: string | undefined): string | undefined {
  // What most clients send, so that most requests cost two comparisons.
  if (accept === undefined || accept === '*/*') return json;
  return new Negotiator({ headers: { accept } }).mediaType([json, graphqlResponse]);
}

/** The media type of an answer whose request accepts none that there is: better any than none. */
export function answerTypeOrJson(accept: string | undefined): string {
  return answerType(accept) ?? json;
}
