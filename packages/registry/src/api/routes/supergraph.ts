import { digest, supergraph } from '@throughgate/registry-client';
import { z } from 'zod';
import { RegistryError } from '../../registry-error.ts';
import { anyVerb } from '../../tokens/principal.ts';
import { needs } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { json, nothing, readErrors } from '../responses.ts';

/** `/v1/supergraph` and `/v1/supergraphs/:digest`. */
export function supergraphRoutes(api: ApiServer, { graph }: ApiParts): void {
  api.get(
    '/supergraph',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'supergraph',
        tags: ['Graph'],
        summary: 'The supergraph that is live',
        description: 'Its `ETag` is its digest: ask with `If-None-Match` whether there is another one.',
        headers: z.object({
          'if-none-match': z
            .string()
            .max(1_000)
            .optional()
            .describe('Digests in quotes, as `ETag` gave them.'),
        }),
        response: {
          200: json(supergraph, 'The supergraph that is live.'),
          304: nothing('It still is one of those named.'),
          ...readErrors,
        },
      },
    },
    async (request, reply) => {
      const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
      const tagOf = (live: string) => `"${live}"`;
      // The digest alone is asked for first: gateways poll, and a large supergraph need not be read to say "the same".
      const live = await graph.liveDigest();
      if (live !== undefined && known.some((tag) => tag.replace(/^W\//, '') === tagOf(live))) {
        return reply.code(304).header('etag', tagOf(live)).send(undefined);
      }
      const found = await graph.liveSupergraph();
      if (!found) {
        throw new RegistryError('HUB-C049', 404, 'There is no supergraph yet: nothing has been published.');
      }
      return reply.header('etag', tagOf(found.digest)).send(found);
    },
  );

  api.get(
    '/supergraphs/:digest',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'supergraphByDigest',
        tags: ['Graph'],
        summary: 'A supergraph that is, or was, live',
        params: z.object({ digest }),
        response: { 200: json(supergraph, 'The supergraph.'), ...readErrors },
      },
    },
    async ({ params }) => await graph.supergraph(params.digest),
  );
}
