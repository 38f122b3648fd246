import { RegistryError } from '../../registry-error.ts';
import type { ApiOptions, ApiServer } from '../api-server.ts';
import { isKnown, tagOf } from '../entity-tag.ts';
import { serve } from '../serve.ts';

/** `/v1/supergraph` and `/v1/supergraphs/:digest`. */
export function supergraphRoutes(api: ApiServer, { graph }: ApiOptions): void {
  serve(api, 'supergraph', async (request, reply) => {
    // The digest alone is asked for first: gateways poll, and a large supergraph need not be read to say "the same".
    const live = await graph.liveDigest();
    if (live !== undefined && isKnown(request.headers, live)) {
      return reply.code(304).header('etag', tagOf(live)).send(undefined);
    }
    const found = await graph.liveSupergraph();
    if (!found) {
      throw new RegistryError('HUB-C049', 404, 'There is no supergraph yet: nothing has been published.');
    }
    return reply.header('etag', tagOf(found.digest)).send(found);
  });

  serve(api, 'supergraphByDigest', async ({ params }) => await graph.supergraph(params.digest));
}
