import type { ApiOptions, ApiServer } from '../api-server.ts';
import { isKnown, tagOf } from '../entity-tag.ts';
import { serve } from '../serve.ts';

/** `/v1/operations`, `/v1/documents` and `/v1/fields`: what clients use. An integrator's token may see it, as a check shows it too. */
export function operationRoutes(api: ApiServer, { usage }: ApiOptions): void {
  serve(api, 'register', async (request, reply) => {
    await usage.register(request.body);
    return reply.code(204).send();
  });

  serve(api, 'documents', async (request, reply) => {
    const digest = await usage.documentsDigest();
    if (isKnown(request.headers, digest)) {
      return reply.code(304).header('etag', tagOf(digest)).send(undefined);
    }
    const found = await usage.documents();
    return reply.header('etag', tagOf(found.digest)).send(found);
  });

  serve(api, 'operations', async ({ query }) => await usage.listOperations(query));

  serve(api, 'fields', async ({ query }) => await usage.listFields(query));
}
