import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `/v1/gateways`: which supergraph each gateway serves. */
export function gatewayRoutes(api: ApiServer, { graph }: ApiOptions): void {
  serve(api, 'gateways', async ({ query }) => await graph.gateways(query));

  serve(api, 'reportServing', async (request, reply) => {
    await graph.reportServing(request.params.instance, request.body);
    return reply.code(204).send();
  });

  serve(api, 'reportStopped', async (request, reply) => {
    await graph.reportStopped(request.params.instance);
    return reply.code(204).send();
  });
}
