import Negotiator from 'negotiator';
import { createBoundedCache } from '../data/bounded-cache.ts';
import type { AcceptedAnswers } from '../features/graphql-request.ts';

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';
const eventStream = 'text/event-stream';

/** In which forms a client takes its answer. */
export interface AcceptedTypes {
  /**
   * The media type of an answer in one piece, errors included, as GraphQL over HTTP has it; `undefined` when the client accepts
   * neither of both. Where it has no preference it is `application/json`.
   */
  readonly single: string | undefined;
  /** Whether the client would rather have such an answer as the one event of a stream, as graphql-sse's clients do. */
  readonly singleAsEvent: boolean;
  /** The format of an answer in parts. */
  readonly deferred: DeferredFormat | undefined;
  /** The format of a subscription's results. */
  readonly subscription: SubscriptionFormat | undefined;
  /** The same, as the operation's side needs it. */
  readonly answers: AcceptedAnswers;
  /** Whether it takes nothing that there is. */
  readonly nothing: boolean;
}

/**
 * Formats of deferred answers that Apollo's clients tell apart by a parameter of `multipart/mixed`: `deferSpec=20220824` (Defer20220824Handler, and
 * what clients mean that name none), and `incrementalSpec=v0.2` (GraphQL17Alpha9Handler).
 */
export type DeferredFormat = 'deferSpec=20220824' | 'incrementalSpec=v0.2';

/** Formats of a subscription: graphql-sse's distinct connections, and Apollo's multipart protocol (`subscriptionSpec=1.0`). */
export type SubscriptionFormat = 'events' | 'multipart';

/** Clients are few kinds, and each sends the same header always. */
const read = createBoundedCache<AcceptedTypes>(200);
const plain = readAccept('*/*');

/** Reads an `accept` header. */
export function acceptedTypes(accept: string | undefined): AcceptedTypes {
  if (accept === undefined || accept === '*/*') return plain;
  const known = read.get(accept);
  if (known) return known;
  const types = readAccept(accept);
  read.set(accept, types);
  return types;
}

/** The media type of an answer whose request accepts none that there is: better any than none. */
export function singleTypeOrJson(accept: string | undefined): string {
  return acceptedTypes(accept).single ?? json;
}

function readAccept(accept: string): AcceptedTypes {
  const negotiator = new Negotiator({ headers: { accept } });
  const named = namedTypes(accept);
  const deferred = first(named, deferredFormat);
  const subscription = first(named, subscriptionFormat);
  const single = negotiator.mediaType([json, graphqlResponse]);
  const preferred = negotiator.mediaType([json, graphqlResponse, eventStream]);
  return {
    single,
    singleAsEvent: preferred === eventStream && subscription !== undefined,
    deferred,
    subscription,
    answers: { deferred: deferred !== undefined, subscription: subscription !== undefined },
    nothing: single === undefined && deferred === undefined && subscription === undefined,
  };
}

/** A media type of an `accept` header. */
interface NamedType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The media types that a header names, those that the client likes most first. A stream is sent to those only that name it, whatever `*` says. */
function namedTypes(accept: string): readonly NamedType[] {
  const named = accept.split(',').map((range) => {
    const [type = '', ...given] = range.split(';').map((part) => part.trim());
    const parameters = new Map(given.map(parameterOf));
    return { type: type.toLowerCase(), parameters, quality: Number(parameters.get('q') ?? 1) };
  });
  return named.filter(({ quality }) => quality > 0).sort((one, other) => other.quality - one.quality);
}

function parameterOf(text: string): [name: string, value: string] {
  const [name = '', value = ''] = text.split('=', 2);
  return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
}

function first<Format>(
  named: readonly NamedType[],
  formatOf: (one: NamedType) => Format | undefined,
): Format | undefined {
  for (const one of named) {
    const format = formatOf(one);
    if (format !== undefined) return format;
  }
  return undefined;
}

function deferredFormat({ type, parameters }: NamedType): DeferredFormat | undefined {
  if (type !== 'multipart/mixed') return undefined;
  if (parameters.get('incrementalspec') === 'v0.2') return 'incrementalSpec=v0.2';
  const spec = parameters.get('deferspec');
  if (spec === '20220824') return 'deferSpec=20220824';
  return spec === undefined && saysNoSpec(parameters) ? 'deferSpec=20220824' : undefined;
}

function subscriptionFormat({ type, parameters }: NamedType): SubscriptionFormat | undefined {
  if (type === eventStream) return 'events';
  if (type !== 'multipart/mixed') return undefined;
  const spec = parameters.get('subscriptionspec');
  return spec === '1.0' || (spec === undefined && saysNoSpec(parameters)) ? 'multipart' : undefined;
}

function saysNoSpec(parameters: ReadonlyMap<string, string>): boolean {
  return ['deferspec', 'incrementalspec', 'subscriptionspec'].every((name) => !parameters.has(name));
}
