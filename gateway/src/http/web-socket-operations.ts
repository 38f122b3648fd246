import { randomUUID } from 'node:crypto';
import type { WebSocket } from '@fastify/websocket';
import type { Caller } from '@throughgate/service';
import type { FastifyRequest } from 'fastify';
import {
  GraphQLError,
  type GraphQLFormattedError,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
} from 'graphql';
import { CloseCode } from 'graphql-ws';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { isCodedError } from '../data/coded-error.ts';
import type { SubscriptionResult } from '../features/graphql-result.ts';
import type { RequestContext } from '../features/request-context.ts';
import type { Lease } from '../serving/lease.ts';
import { documentIds } from './read-graphql-request.ts';
import { RequestHeaders } from './request-headers.ts';
import { resultText } from './result-text.ts';
import { withParameters } from './with-parameters.ts';

/** What operations over a WebSocket are answered with. */
export interface WebSocketOperationsOptions {
  readonly acquire: () => Lease;
  /** Establishes who asks; raises a coded error when the caller may not. */
  readonly callerOf: (request: FastifyRequest) => Caller | Promise<Caller>;
  /** Milliseconds between signs of life; a client that leaves one unanswered for as long is gone. @default 10000 */
  readonly heartbeat?: number | undefined;
}

/** What is asked of a connection's every operation. */
interface Connected {
  context?: Omit<RequestContext, 'requestId'>;
}

/**
 * Makes what answers a WebSocket that speaks graphql-transport-ws
 * (github.com/enisdenjo/graphql-ws, PROTOCOL.md): any operation, by the same way as over HTTP. Who asks is known from the
 * headers of the connection and from the first message's payload, which may hold what a browser cannot put into headers:
 * `authorization` and `throughgate-purpose`.
 */
export function webSocketOperations({ acquire, callerOf, heartbeat = 10_000 }: WebSocketOperationsOptions) {
  const connections = new WeakMap<FastifyRequest, Connected>();
  return makeHandler<Record<string, unknown>>(
    {
      async onConnect({ connectionParams, extra: { socket, request } }) {
        try {
          const asking = withParameters(request, connectionParams ?? {});
          const caller = await callerOf(asking);
          const headers = new RequestHeaders(asking.headers);
          connections.set(request, { context: { caller, address: request.ip, headers } });
          return true;
        } catch (error) {
          refuse(socket, error);
          return false;
        }
      },
      async onSubscribe({ extra: { socket, request } }, id, { query, operationName, variables, extensions }) {
        const common = connections.get(request)?.context;
        if (!common) throw new Error('an operation came past the question who asks');
        const { generation, release } = acquire();
        try {
          const answer = await generation.answer(
            {
              method: 'POST',
              query,
              operationName: operationName || undefined,
              variables: variables ?? {},
              ...documentIds(undefined, extensions ?? undefined),
              extensions: extensions ?? undefined,
              accepts: { deferred: false, subscription: true },
            },
            { ...common, requestId: randomUUID() },
          );
          if (answer.kind === 'subscription') {
            return resolved(sending(answer.results, (text) => send(socket, id, text)));
          }
          const {
            data,
            errors = [],
            extensions: told,
          } = answer.kind === 'single' ? answer.result : answer.initial;
          if (data === undefined) return errors.map(asGraphqlError);
          return resolved({
            data,
            ...(errors.length > 0 ? { errors } : {}),
            ...(told ? { extensions: told } : {}),
          });
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          throw error;
        } finally {
          release();
        }
      },
      subscribe: ({ rootValue }) => rootValue as never,
    },
    heartbeat,
  );
}

/**
 * The results of a subscription as graphql-ws takes them: an iterator. It sends them itself, since their text is there, once for
 * all who receive it, and gives none; the next is asked for when the one before has left.
 */
function sending(
  results: AsyncIterator<SubscriptionResult>,
  send: (text: string) => Promise<void>,
): AsyncIterableIterator<never> {
  const done = { value: undefined, done: true } as const;
  return {
    async next() {
      for (;;) {
        const next = await results.next();
        if (next.done) return done;
        await send(next.value.text ?? resultText(next.value.result));
      }
    },
    async return() {
      await results.return?.();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Resolves when the message has left the process. */
function send(socket: WebSocket, id: string, payload: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) =>
    socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${payload}}`, () => resolve()),
  );
}

/** graphql-ws looks at which kind an operation is, and executes it by `subscribe`: here it is answered already. */
const answered = {
  schema: new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { answered: { type: GraphQLString } } }),
  }),
  document: parse('subscription { answered }', { noLocation: true }),
};

function resolved(rootValue: unknown) {
  return { ...answered, rootValue };
}

function asGraphqlError({ message, extensions, path }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, {
    ...(extensions ? { extensions } : {}),
    ...(path ? { path: [...path] } : {}),
  });
}

/** Closes a connection whose caller may not ask, with the reason as far as it fits. */
function refuse(socket: WebSocket, error: unknown): void {
  const coded = isCodedError(error);
  const { status = 401 } = (coded ? (error.extensions['http'] ?? {}) : { status: 500 }) as {
    status?: number;
  };
  const codes: Readonly<Record<number, CloseCode>> = {
    400: CloseCode.BadRequest,
    401: CloseCode.Unauthorized,
    403: CloseCode.Forbidden,
  };
  const reason = coded ? `${error.extensions['code']}: ${error.message}` : 'Internal server error';
  socket.close(
    codes[status] ?? CloseCode.InternalServerError,
    Buffer.from(reason).subarray(0, 120).toString(),
  );
}
