import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `/v1/operations` and `/v1/fields`: what clients use. An integrator's token may see it, as a check shows it too. */
export function operationRoutes(api: ApiServer, { usage }: ApiOptions): void {
  serve(api, 'register', async (request, reply) => {
    await usage.register(request.body);
    return reply.code(204).send();
  });

  serve(api, 'operations', async ({ query }) => await usage.listOperations(query));

  serve(api, 'fields', async ({ query }) => await usage.listFields(query));
}
