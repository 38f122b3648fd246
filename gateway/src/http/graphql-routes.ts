import websocket from '@fastify/websocket';
import { type Caller, type HttpService, requestIdHeader } from '@throughgate/service';
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { AskingRequest } from '../features/asking-request.ts';
import type { RequestContext } from '../features/request-context.ts';
import { sessionOf } from '../features/sign-in/session.ts';
import type { Lease } from '../serving/lease.ts';
import { acceptedTypes } from './accepted-types.ts';
import { allowOrigins, type CorsOrigins } from './allow-origins.ts';
import { allowWebSocket } from './allow-web-socket.ts';
import { answerHttpErrors } from './answer-http-errors.ts';
import { createSimpleAnswering } from './answer-simply.ts';
import { createAnswerStreams, type StreamingOptions } from './answer-streams.ts';
import { badRequest } from './bad-request.ts';
import { addFront } from './front/add-front.ts';
import type { GraphiqlPage } from './graphiql-page.ts';
import { askInProcess, isOfPage, type Pages } from './pages.ts';
import { readGraphqlRequest } from './read-graphql-request.ts';
import { RequestHeaders } from './request-headers.ts';
import { addSchemaRoute } from './schema-route.ts';
import { webSocketOperations } from './web-socket-operations.ts';
import { createWriteAnswer } from './write-answer.ts';

/** What {@link addGraphqlRoutes} needs. */
export interface GraphqlRoutesOptions {
  readonly service: HttpService;
  /** Takes the supergraph that is served now, for one request. */
  readonly acquire: () => Lease;
  /** The schema that clients see now. */
  readonly schema: () => GraphQLSchema;
  /** Establishes who asks; raises what {@link answerHttpErrors} answers when the caller may not. */
  readonly callerOf: (request: AskingRequest) => Caller | Promise<Caller>;
  readonly page: GraphiqlPage;
  readonly bodyLimit: number;
  /** Web pages of which origins may ask. */
  readonly corsOrigins: CorsOrigins;
  /** What is served beside the graph. */
  readonly pages: Pages | undefined;
  /** How answers are streamed. */
  readonly streaming: StreamingOptions | undefined;
  /** Whether plain questions are answered before Fastify: not where something has hooks for every route. */
  readonly front: boolean;
}

const url = '/graphql';
const methods = 'GET, POST, OPTIONS';

/** Adds `/graphql`: GraphiQL for browsers that ask for a page, GraphQL over HTTP for all others; and the pages beside it. */
export async function addGraphqlRoutes(options: GraphqlRoutesOptions): Promise<void> {
  const { service, acquire, schema, callerOf, page, bodyLimit, corsOrigins, pages, streaming, front } =
    options;
  answerHttpErrors(service.app, bodyLimit);
  if (pages) await service.app.register(pages({ ask: askInProcess(service.app), callerOf, sessionOf }));
  else service.app.get('/', (_request, reply) => reply.redirect('/graphql'));
  const streams = createAnswerStreams(streaming);
  service.app.addHook('preClose', async () => streams.stop());
  const writeAnswer = createWriteAnswer(streams);
  const callers = new WeakMap<FastifyRequest, Caller>();
  await service.app.register(async (scope) => {
    await allowOrigins(scope, corsOrigins);
    addSchemaRoute(scope, { schema, callerOf });
    await scope.register(addGraphql);
  });
  if (front) {
    addFront({
      server: service.app.server,
      path: url,
      bodyLimit,
      handler: createSimpleAnswering({
        service,
        acquire,
        callerOf,
        bodyLimit,
        vary: corsOrigins.length > 0 ? 'Origin' : undefined,
      }),
      isStopping: service.isStopping,
      onDefect: (error) => service.app.log.error({ err: error }, 'an answer could not be written'),
    });
  }

  async function addGraphql(scope: FastifyInstance): Promise<void> {
    await scope.register(websocket, { options: { maxPayload: bodyLimit } });
    scope.addHook('onRequest', async (request, reply) => {
      reply.header(requestIdHeader, request.id);
      if (prefersPage(request)) return page.send(request, reply);
      return undefined;
    });
    // Whatever is wrong with a request is told before its body is read, and to strangers nothing else.
    scope.addHook('onRequest', async (request, reply) => {
      // Who asks over a WebSocket may be said in its first message.
      if (request.ws) return allowWebSocket(request, corsOrigins);
      const { method, headers } = request;
      if (method === 'OPTIONS') return reply.code(204).header('allow', methods).send();
      if (method !== 'GET' && method !== 'POST') {
        reply.header('allow', methods);
        throw badRequest(405, 'GraphQL is asked by POST, and queries also by GET.');
      }
      if (acceptedTypes(headers.accept).nothing) {
        throw badRequest(
          406,
          'The answer is application/json or application/graphql-response+json, and "accept" names neither.',
        );
      }
      callers.set(request, await callerOf(request));
      return undefined;
    });
    const handler: RouteHandlerMethod = async (request, reply) => {
      const caller = callers.get(request);
      if (!caller) throw new Error('a request came past the question who asks');
      const asked = readGraphqlRequest(request);
      const { id: requestId, ip: address } = request;
      const headers = new RequestHeaders(request.headers);
      const known = { requestId, caller, address, began: performance.now(), headers };
      const context: RequestContext = isOfPage(request.headers) ? { ...known, ofPage: true } : known;
      // Taken when the request has arrived whole: a client that uploads slowly holds no supergraph. And kept until
      // nothing is left to do, also for a client that has gone: its mutation may be between two subgraphs.
      const { generation, release } = acquire();
      try {
        const answer = await generation.answer(asked, context);
        const written = writeAnswer(answer, request, reply);
        // A subscription may go on for hours, and holds no supergraph.
        if (answer.kind === 'deferred') await written;
        else void written;
      } finally {
        release();
      }
      return reply;
    };
    const others = scope.supportedMethods.filter((method) => method !== 'GET' && method !== 'HEAD');
    scope.route({ method: others, url, handler });
    const wsHandler = webSocketOperations({ acquire, callerOf, heartbeat: streaming?.heartbeat });
    scope.route({ method: 'GET', url, handler, wsHandler });
  }
}

function prefersPage({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}
