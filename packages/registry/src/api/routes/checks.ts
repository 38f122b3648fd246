import { needsSubgraphs } from '../access.ts';
import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `POST /v1/checks`. */
export function checkRoutes(api: ApiServer, { graph }: ApiOptions): void {
  serve(api, 'check', async (request) => {
    const { subgraphs, removed } = request.body;
    needsSubgraphs(request, [...subgraphs.map(({ name }) => name), ...removed]);
    return await graph.check(request.body);
  });
}
