import {
  createdToken,
  pageQuery,
  tokenRequest,
  tokenSummary,
  whyReserved,
} from '@throughgate/registry-client';
import { z } from 'zod';
import { RegistryError } from '../../registry-error.ts';
import { needs, principalOf } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { json, nothing, page, readErrors, tokenErrors, toPage } from '../responses.ts';

/** `/v1/tokens`, for administrators. */
export function tokenRoutes(api: ApiServer, { tokens, logger }: ApiParts): void {
  api.post(
    '/tokens',
    {
      ...needs('admin'),
      schema: {
        operationId: 'createToken',
        tags: ['Tokens'],
        summary: 'Make a token',
        description: 'Its secret is in the answer this once; the registry keeps only a hash of it.',
        body: tokenRequest,
        response: { 201: json(createdToken, 'The token with its secret.'), ...tokenErrors },
      },
    },
    async (request, reply) => {
      const by = principalOf(request).name;
      requireFreeNames(request.body.subgraphs);
      const created = await tokens.create(request.body, by);
      const { id, name, subgraphs, can, expiresAt } = created;
      logger.info({ token: id, name, subgraphs, can, expiresAt, by }, 'made a token');
      return reply.code(201).header('cache-control', 'no-store').send(created);
    },
  );

  api.get(
    '/tokens',
    {
      ...needs('admin'),
      schema: {
        operationId: 'tokens',
        tags: ['Tokens'],
        summary: 'All tokens without their secrets, the latest first',
        querystring: pageQuery,
        response: { 200: page(tokenSummary, 'A page of tokens.'), ...readErrors },
      },
    },
    async ({ query }) => toPage(await tokens.list(query)),
  );

  api.delete(
    '/tokens/:id',
    {
      ...needs('admin'),
      schema: {
        operationId: 'revokeToken',
        tags: ['Tokens'],
        summary: 'Revoke a token for ever',
        params: z.object({ id: z.uuid() }),
        response: { 204: nothing('Revoked, now or before.'), ...readErrors },
      },
    },
    async (request, reply) => {
      await tokens.revoke(request.params.id);
      logger.info({ token: request.params.id, by: principalOf(request).name }, 'revoked a token');
      return reply.code(204).send();
    },
  );
}

/** Raises HUB-C057 (422) for a name that is nobody's but the hub's: a token for it could speak as the hub. */
function requireFreeNames(subgraphs: readonly string[]): void {
  for (const name of subgraphs) {
    const use = whyReserved(name, { events: false });
    if (use === undefined) continue;
    throw new RegistryError(
      'HUB-C057',
      422,
      `There is no token for ${name}: the hub needs the name for ${use}.`,
    );
  }
}
