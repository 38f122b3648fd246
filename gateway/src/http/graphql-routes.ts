import type { ApolloServer } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import { type Caller, type HttpService, requestIdHeader } from '@throughgate/service';
import type { FastifyRequest } from 'fastify';
import type { DocumentCheck } from '../limits/check-document.ts';
import type { GatewayContext } from './gateway-context.ts';
import type { GraphiqlPage } from './graphiql-page.ts';
import { answerHttpErrors } from './http-errors.ts';

/**
 * Establishes who asks. Throws when the caller may not ask at all: a `GraphQLError` with `extensions.code` is
 * answered with status 401, or the one in `extensions.http.status`; anything else counts as unexpected.
 */
export type IdentifyCaller = (request: FastifyRequest) => Caller | Promise<Caller>;

/** What {@link addGraphqlRoutes} needs. */
export interface GraphqlRoutesParts {
  readonly service: HttpService;
  /** Started already. */
  readonly server: ApolloServer<GatewayContext>;
  readonly checkDocument: DocumentCheck;
  readonly caller: IdentifyCaller;
  readonly page: GraphiqlPage;
  readonly bodyLimit: number;
}

/** Adds `/graphql`: GraphiQL for browsers that ask for a page, GraphQL over HTTP for all others. */
export async function addGraphqlRoutes(parts: GraphqlRoutesParts): Promise<void> {
  const { service, server, checkDocument, caller, page, bodyLimit } = parts;
  const contexts = new WeakMap<FastifyRequest, GatewayContext>();
  answerHttpErrors(service.app, bodyLimit);
  service.app.get('/', (_request, reply) => reply.redirect('/graphql'));
  await service.app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header(requestIdHeader, request.id);
      if (prefersPage(request)) return page.send(request, reply);
      return undefined;
    });
    scope.addHook('preHandler', async (request, reply) => {
      const query = queryOf(request);
      const error = query === undefined ? undefined : checkDocument(query);
      if (error) return reply.code(400).send({ errors: [error.toJSON()] });
      contexts.set(request, { requestId: request.id, caller: await caller(request) });
      return undefined;
    });
    await scope.register(fastifyApollo(server), {
      path: '/graphql',
      method: ['GET', 'POST'],
      context: async (request) => contextOf(request),
    });
  });

  function contextOf(request: FastifyRequest): GatewayContext {
    const context = contexts.get(request);
    if (!context) throw new Error('the request was not prepared');
    return context;
  }
}

function prefersPage({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}

function queryOf({ body, query }: FastifyRequest): string | undefined {
  const holder: unknown = body ?? query;
  if (typeof holder !== 'object' || holder === null || !('query' in holder)) return undefined;
  return typeof holder.query === 'string' ? holder.query : undefined;
}
