import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `POST /v1/usage`. */
export function usageRoutes(api: ApiServer, { usage }: ApiOptions): void {
  serve(api, 'report', async (request, reply) => {
    await usage.record(request.body);
    return reply.code(204).send();
  });
}
