import {
  approval,
  checkConfiguration,
  givenApproval,
  pageQuery,
  subgraphName,
  subgraphSummary,
  subgraphVersion,
} from '@throughgate/registry-client';
import { z } from 'zod';
import { anyVerb } from '../../tokens/principal.ts';
import { needs, principalOf } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import {
  approvalErrors,
  json,
  nothing,
  page,
  readErrors,
  toPage,
  versionErrors,
  writeErrors,
} from '../responses.ts';

const ofSubgraph = z.object({ name: subgraphName });
const version = z
  .string()
  .regex(/^(live|(sha256:)?[0-9a-f]{8,64})$/, 'a digest, its first 8 or more hexadecimal digits, or `live`')
  .describe('A digest, its first 8 or more hexadecimal digits, or `live`.');

/** `/v1/subgraphs` with versions, configuration and approvals. */
export function subgraphRoutes(api: ApiServer, { graph, logger }: ApiParts): void {
  api.get(
    '/subgraphs',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'subgraphs',
        tags: ['Graph'],
        summary: 'The subgraphs that are live, by name',
        querystring: pageQuery,
        response: { 200: page(subgraphSummary, 'A page of subgraphs.'), ...readErrors },
      },
    },
    async ({ query }) => toPage(await graph.subgraphs(query)),
  );

  api.get(
    '/subgraphs/:name/versions/:version',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'version',
        tags: ['Graph'],
        summary: 'A version of a subgraph',
        params: ofSubgraph.extend({ version }),
        response: { 200: json(subgraphVersion, 'The version: schema, events, address.'), ...versionErrors },
      },
    },
    async ({ params }) => await graph.version(params.name, params.version),
  );

  api.get(
    '/subgraphs/:name/configuration',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'configuration',
        tags: ['Configuration'],
        summary: 'How a subgraph is checked',
        params: ofSubgraph,
        response: { 200: json(checkConfiguration, 'The whole configuration.'), ...readErrors },
      },
    },
    async ({ params }) => await graph.configuration(params.name),
  );

  // Only administrators say what a check lets pass: whoever breaks clients must neither turn the check off nor
  // approve themselves. An integrator who asks an administrator leaves a trace of both.
  api.put(
    '/subgraphs/:name/configuration',
    {
      ...needs('admin'),
      schema: {
        operationId: 'configure',
        tags: ['Configuration'],
        summary: 'Set how a subgraph is checked',
        description: 'What is left out gets its default.',
        params: ofSubgraph,
        body: checkConfiguration,
        response: { 200: json(checkConfiguration, 'The whole configuration.'), ...writeErrors },
      },
    },
    async (request) => {
      const { name } = request.params;
      const configured = await graph.configure(name, request.body);
      logger.info({ subgraph: name, by: principalOf(request).name }, 'configured how a subgraph is checked');
      return configured;
    },
  );

  api.post(
    '/subgraphs/:name/approvals',
    {
      ...needs('admin'),
      schema: {
        operationId: 'approve',
        tags: ['Configuration'],
        summary: 'Accept a change that breaks operations',
        description:
          'The approval holds for this change of this subgraph in every check, until the change is published or the approval revoked.',
        params: ofSubgraph,
        body: approval,
        response: { 204: nothing('Approved.'), ...approvalErrors },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      await graph.approve(request.params.name, request.body, principal);
      const { changeId } = request.body;
      logger.info({ subgraph: request.params.name, changeId, by: principal.name }, 'approved a change');
      return reply.code(204).send();
    },
  );

  api.get(
    '/subgraphs/:name/approvals',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'approvals',
        tags: ['Configuration'],
        summary: 'The approvals of a subgraph, the latest first',
        params: ofSubgraph,
        querystring: pageQuery.extend({
          all: z.stringbool().default(false).describe('Those that ended too, with who ended them and why.'),
        }),
        response: { 200: page(givenApproval, 'A page of approvals.'), ...readErrors },
      },
    },
    async ({ params, query }) => toPage(await graph.approvals(params.name, query)),
  );

  api.delete(
    '/subgraphs/:name/approvals/:id',
    {
      ...needs('admin'),
      schema: {
        operationId: 'revokeApproval',
        tags: ['Configuration'],
        summary: 'End an approval before what it allows has happened',
        params: ofSubgraph.extend({ id: z.uuid() }),
        querystring: z.object({ reason: z.string().min(1).max(1_000).optional().describe('Why.') }),
        response: { 204: nothing('Ended, now or before.'), ...readErrors },
      },
    },
    async (request, reply) => {
      const { name, id } = request.params;
      const principal = principalOf(request);
      await graph.revokeApproval(name, id, request.query.reason, principal);
      logger.info({ subgraph: name, approval: id, by: principal.name }, 'revoked an approval');
      return reply.code(204).send();
    },
  );
}
