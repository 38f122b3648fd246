import { type Caller, type HttpService, requestIdHeader } from '@throughgate/service';
import type { FastifyRequest } from 'fastify';
import type { Lease } from '../serving/lease.ts';
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
  /** Takes the supergraph that is served now, for one request. */
  readonly acquire: () => Lease;
  readonly caller: IdentifyCaller;
  readonly page: GraphiqlPage;
  readonly bodyLimit: number;
}

/** Adds `/graphql`: GraphiQL for browsers that ask for a page, GraphQL over HTTP for all others. */
export async function addGraphqlRoutes(parts: GraphqlRoutesParts): Promise<void> {
  const { service, acquire, caller, page, bodyLimit } = parts;
  answerHttpErrors(service.app, bodyLimit);
  service.app.get('/', (_request, reply) => reply.redirect('/graphql'));
  await service.app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header(requestIdHeader, request.id);
      if (prefersPage(request)) return page.send(request, reply);
      return undefined;
    });
    scope.route({
      url: '/graphql',
      method: ['GET', 'POST'],
      async handler(request, reply) {
        // Taken when the request has arrived whole: a client that uploads slowly holds no supergraph. And kept until
        // nothing is left to do, also for a client that has gone: its mutation may be between two subgraphs.
        const { generation, release } = acquire();
        try {
          const query = queryOf(request);
          const error = query === undefined ? undefined : generation.checkDocument(query);
          if (error) return await reply.code(400).send({ errors: [error.toJSON()] });
          const context = { requestId: request.id, caller: await caller(request) };
          return await generation.answer(request, reply, context);
        } finally {
          release();
        }
      },
    });
  });
}

function prefersPage({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}

function queryOf({ body, query }: FastifyRequest): string | undefined {
  const holder: unknown = body ?? query;
  if (typeof holder !== 'object' || holder === null || !('query' in holder)) return undefined;
  return typeof holder.query === 'string' ? holder.query : undefined;
}
