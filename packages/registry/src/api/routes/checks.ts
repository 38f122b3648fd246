import { checkRequest, checkResult } from '@throughgate/registry-client';
import { needs, needsSubgraphs } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { json, publishErrors } from '../responses.ts';

/** `POST /v1/checks`. */
export function checkRoutes(api: ApiServer, { graph }: ApiParts): void {
  api.post(
    '/checks',
    {
      // Who may publish may also ask what would come of it.
      ...needs('check', 'publish'),
      schema: {
        operationId: 'check',
        tags: ['Publishing'],
        summary: 'Check a change of one or several subgraphs',
        description: 'Says what would happen if this was published, and changes nothing.',
        body: checkRequest,
        response: {
          200: json(checkResult, 'The result; a check that fails is an answer with `success: false`.'),
          ...publishErrors,
        },
      },
    },
    async (request) => {
      const { subgraphs, removed } = request.body;
      needsSubgraphs(request, [...subgraphs.map(({ name }) => name), ...removed]);
      return await graph.check(request.body);
    },
  );
}
