import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../tokens/authenticator.ts';
import { type Principal, requireSubgraphs } from '../tokens/principal.ts';
import type { ApiServer } from './api-server.ts';

const decoration = 'principal';

/**
 * Lets no request through to the routes of `api` without a valid token. It is asked for before the body is read, so
 * that strangers cannot have megabytes parsed, and on the whole scope, so that no route can be forgotten.
 */
export function requireToken(api: ApiServer, authenticator: Authenticator): void {
  api.decorateRequest(decoration);
  api.addHook('onRequest', async (request) => {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    request.setDecorator(decoration, await authenticator.authenticate(token));
  });
}

/** Whose token a request carries. */
export function principalOf(request: FastifyRequest): Principal {
  return request.getDecorator<Principal>(decoration);
}

/** Makes sure that the token of `request` is for every one of `subgraphs`; see `requireSubgraphs`. */
export function needsSubgraphs(request: FastifyRequest, subgraphs: readonly string[]): Principal {
  const principal = principalOf(request);
  requireSubgraphs(principal, subgraphs);
  return principal;
}
