import { principalOf } from '../access.ts';
import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/** `/v1/subgraphs` with versions, configuration and approvals. */
export function subgraphRoutes(api: ApiServer, { graph, logger }: ApiOptions): void {
  serve(api, 'subgraphs', async ({ query }) => await graph.subgraphs(query));

  serve(api, 'version', async ({ params }) => await graph.version(params.name, params.version));

  serve(api, 'configuration', async ({ params }) => await graph.configuration(params.name));

  serve(api, 'configure', async (request) => {
    const { name } = request.params;
    const configured = await graph.configure(name, request.body);
    logger.info({ subgraph: name, by: principalOf(request).name }, 'configured how a subgraph is checked');
    return configured;
  });

  serve(api, 'approve', async (request, reply) => {
    const principal = principalOf(request);
    await graph.approve(request.params.name, request.body, principal);
    const { changeId } = request.body;
    logger.info({ subgraph: request.params.name, changeId, by: principal.name }, 'approved a change');
    return reply.code(204).send();
  });

  serve(api, 'approvals', async ({ params, query }) => await graph.approvals(params.name, query));

  serve(api, 'revokeApproval', async (request, reply) => {
    const { name, id } = request.params;
    const principal = principalOf(request);
    await graph.revokeApproval(name, id, request.query.reason, principal);
    logger.info({ subgraph: name, approval: id, by: principal.name }, 'revoked an approval');
    return reply.code(204).send();
  });
}
