import {
  type AnswerOf,
  type CheckedRequest,
  type Route,
  type RouteName,
  type RouteOf,
  routes,
} from '@throughgate/registry-client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireVerb } from '../tokens/principal.ts';
import { principalOf } from './access.ts';
import type { ApiServer } from './api-server.ts';

/** A request of one route, with its options as the table of routes has them. */
export type RequestTo<Name extends RouteName> = FastifyRequest & CheckedRequest<RouteOf<Name>>;

/**
 * Adds a route of the table to `api`, which asks for its verbs before the body is read and checks the request; `answer` gives the
 * body of the answer, or sends it itself. `mayEnter` asks for more than a verb, as early. @default nobody is kept out
 */
export function serve<Name extends RouteName>(
  api: ApiServer,
  name: Name,
  answer: (
    request: RequestTo<Name>,
    reply: FastifyReply,
  ) => Promise<Exclude<AnswerOf<RouteOf<Name>>, undefined> | FastifyReply>,
  mayEnter: (request: FastifyRequest) => void = () => undefined,
): void {
  const { method, path, needs, ...schema }: Route = routes[name];
  api.route({
    method,
    url: path,
    onRequest: async (request) => {
      requireVerb(principalOf(request), needs);
      mayEnter(request);
    },
    schema: { operationId: name, ...schema },
    // Fastify has checked the request against the schema above by now.
    handler: async (request: FastifyRequest, reply: FastifyReply) =>
      await answer(request as RequestTo<Name>, reply),
  });
}
