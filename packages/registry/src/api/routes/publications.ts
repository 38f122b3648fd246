import {
  pageQuery,
  publication,
  publishRequest,
  publishResult,
  rollbackRequest,
  subgraphName,
} from '@throughgate/registry-client';
import { z } from 'zod';
import { anyVerb } from '../../tokens/principal.ts';
import { needs, needsSubgraphs } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { json, page, publishErrors, readErrors, toPage } from '../responses.ts';

const answers = {
  200: json(publishResult, 'Nothing was published: the checks failed, or everything was live already.'),
  201: json(publishResult, 'Published: the gateways take it from now on.'),
  ...publishErrors,
};

/** `/v1/publications` and `/v1/subgraphs/:name/rollback`. */
export function publicationRoutes(api: ApiServer, { graph }: ApiParts): void {
  api.post(
    '/publications',
    {
      ...needs('publish'),
      schema: {
        operationId: 'publish',
        tags: ['Publishing'],
        summary: 'Publish, or remove, one or several subgraphs',
        description:
          'Checks the change and makes it live when the checks pass, as one step: all of it or nothing. Sent again, it changes nothing twice.',
        body: publishRequest,
        response: answers,
      },
    },
    async (request, reply) => {
      const { subgraphs, removed } = request.body;
      const actor = needsSubgraphs(request, [...subgraphs.map(({ name }) => name), ...removed]);
      const result = await graph.publish(request.body, actor);
      return reply.code(result.published ? 201 : 200).send(result);
    },
  );

  api.post(
    '/subgraphs/:name/rollback',
    {
      ...needs('publish'),
      schema: {
        operationId: 'rollback',
        tags: ['Publishing'],
        summary: 'Publish an earlier version of a subgraph again',
        description: 'It is checked like any other publication, and is a new step of the history.',
        params: z.object({ name: subgraphName }),
        body: rollbackRequest,
        response: answers,
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const actor = needsSubgraphs(request, [name]);
      const result = await graph.rollback(name, request.body, actor);
      return reply.code(result.published ? 201 : 200).send(result);
    },
  );

  api.get(
    '/publications',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'history',
        tags: ['Graph'],
        summary: 'The history of the graph, the latest step first',
        querystring: pageQuery.extend({
          subgraph: subgraphName.optional().describe('Only steps that concern this subgraph.'),
        }),
        response: { 200: page(publication, 'A page of the history.'), ...readErrors },
      },
    },
    async ({ query }) => toPage(await graph.history(query)),
  );
}
