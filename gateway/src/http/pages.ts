import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, requestIdHeader } from '@throughgate/service';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { SignedIn } from '../features/sign-in/session.ts';

/** The graph as pages beside it ask it. */
export interface GraphForPages {
  /**
   * Asks the graph as whoever asks for the page: through the gateway's own handler, so that limits, features and the caller
   * are those of any other question.
   *
   * @param request the request for the page
   * @returns the answer as a client reads it; `errors` also where the gateway refused the question
   */
  ask(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    request: FastifyRequest,
  ): Promise<PageAnswer>;
  /** Establishes who asks for a page; raises what the gateway refuses callers with. */
  callerOf(request: FastifyRequest): Caller | Promise<Caller>;
  /** Who has signed in and asks for a page; undefined where nobody can, and of a request with a token of its own. */
  sessionOf(request: FastifyRequest): SignedIn | undefined;
}

/** An answer of the graph, as JSON has it. */
export interface PageAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** Makes the pages that a gateway serves beside its graph; their `/` takes the place of the way from there to the graph. */
export type Pages = (graph: GraphForPages) => FastifyPluginAsync;

/** The header by which a page's question is known as one, with a value that only this process knows. */
const ofPageHeader = 'throughgate-of-page';
const ofPage = randomUUID();

/** Whether a request is a question of a page of this process. */
export function isOfPage(headers: IncomingHttpHeaders): boolean {
  return headers[ofPageHeader] === ofPage;
}

/** Headers that say how one message is sent, and nothing of who asks. */
const ofTheMessage = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  // Who has signed in asks by the token that the session became.
  'cookie',
  'expect',
  'if-none-match',
  'transfer-encoding',
  'upgrade',
]);

/** Asks `/graphql` of this process without a connection, with the headers by which a page's request says who asks. */
export function askInProcess(app: FastifyInstance): GraphForPages['ask'] {
  return async (query, variables, request) => {
    const given = Object.entries(request.headers).filter(([name]) => !ofTheMessage.has(name));
    const answer = await app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress: request.ip,
      headers: {
        ...Object.fromEntries(given),
        'content-type': 'application/json',
        accept: 'application/json',
        'apollographql-client-name': 'hub-pages',
        [ofPageHeader]: ofPage,
        [requestIdHeader]: request.id,
      },
      payload: JSON.stringify({ query, variables }),
    });
    return answer.json<PageAnswer>();
  };
}
