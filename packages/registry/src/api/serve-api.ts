import { type Problem, problemType } from '@throughgate/registry-client';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { requireStorable } from '../publishing/require-storable.ts';
import { requireToken } from './access.ts';
import type { ApiOptions, ApiServer } from './api-server.ts';
import { documentApi } from './openapi.ts';
import { problem, problemOf } from './problem-of.ts';
import { checkRoutes } from './routes/checks.ts';
import { eventRoutes } from './routes/events.ts';
import { gatewayRoutes } from './routes/gateways.ts';
import { operationRoutes } from './routes/operations.ts';
import { publicationRoutes } from './routes/publications.ts';
import { subgraphRoutes } from './routes/subgraphs.ts';
import { supergraphRoutes } from './routes/supergraph.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { usageRoutes } from './routes/usage.ts';

/** Largest request in bytes: schema and events of what is published as one. */
export const apiBodyLimit = 16 * 1024 * 1024;

/** Adds the registry's API to a server: the routes under `/v1`, their description, and problems for every error. */
export async function serveApi(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const server = app.withTypeProvider<ZodTypeProvider>() as ApiServer;
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => {
    const answer = problemOf(error, request.id);
    if (answer.status >= 500) {
      options.logger.error(
        { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url },
        'a request failed',
      );
    }
    return send(reply, request, answer);
  });
  server.setNotFoundHandler((request, reply) => {
    const detail = `There is nothing at ${request.method} ${request.url.split('?')[0]}.`;
    return send(reply, request, problem('HUB-C049', 404, detail));
  });
  await documentApi(server);
  await server.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>() as ApiServer;
      requireToken(api, options.authenticator);
      api.addHook('preValidation', async ({ body }) => {
        requireStorable(body, 'body');
      });
      checkRoutes(api, options);
      publicationRoutes(api, options);
      subgraphRoutes(api, options);
      supergraphRoutes(api, options);
      gatewayRoutes(api, options);
      tokenRoutes(api, options);
      usageRoutes(api, options);
      operationRoutes(api, options);
    },
    { prefix: '/v1' },
  );
  await server.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>() as ApiServer;
      requireToken(api, options.authenticator);
      eventRoutes(api, options);
    },
    { prefix: '/v1' },
  );
}

/** Seconds after which one who was told to come later may come again: what is out of order for now, rarely is longer. */
const retryAfter = 5;

function send(reply: FastifyReply, request: FastifyRequest, answer: Problem) {
  if (answer.status === 503) reply.header('retry-after', String(retryAfter));
  // RFC 9110 section 11.6.1: who refuses for want of a token says which kind is expected.
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
  // As text, since what a route may answer is another schema's business.
  return reply
    .code(answer.status)
    .header('x-request-id', request.id)
    .type(problemType)
    .send(JSON.stringify(answer));
}
