import { needsSubgraphs } from '../access.ts';
import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `/v1/publications` and `/v1/subgraphs/:name/rollback`. */
export function publicationRoutes(api: ApiServer, { graph }: ApiOptions): void {
  serve(api, 'publish', async (request, reply) => {
    const { subgraphs, removed } = request.body;
    const actor = needsSubgraphs(request, [...subgraphs.map(({ name }) => name), ...removed]);
    const result = await graph.publish(request.body, actor);
    return reply.code(result.published ? 201 : 200).send(result);
  });

  serve(api, 'rollback', async (request, reply) => {
    const { name } = request.params;
    const actor = needsSubgraphs(request, [name]);
    const result = await graph.rollback(name, request.body, actor);
    return reply.code(result.published ? 201 : 200).send(result);
  });

  serve(api, 'history', async ({ query }) => await graph.history(query));
}
