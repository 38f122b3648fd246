import { whyReserved } from '@throughgate/registry-client';
import { RegistryError } from '../../registry-error.ts';
import { principalOf } from '../access.ts';
import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `/v1/tokens`, for administrators. */
export function tokenRoutes(api: ApiServer, { tokens, logger }: ApiOptions): void {
  serve(api, 'createToken', async (request, reply) => {
    const by = principalOf(request).name;
    requireFreeNames(request.body.subgraphs);
    const created = await tokens.create(request.body, by);
    const { id, name, subgraphs, can, expiresAt } = created;
    logger.info({ token: id, name, subgraphs, can, expiresAt, by }, 'made a token');
    return reply.code(201).header('cache-control', 'no-store').send(created);
  });

  serve(api, 'tokens', async ({ query }) => await tokens.list(query));

  serve(api, 'revokeToken', async (request, reply) => {
    await tokens.revoke(request.params.id);
    logger.info({ token: request.params.id, by: principalOf(request).name }, 'revoked a token');
    return reply.code(204).send();
  });
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
