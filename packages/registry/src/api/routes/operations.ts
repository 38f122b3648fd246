import {
  fieldUse,
  operationRegistration,
  operationSummary,
  pageQuery,
  subgraphName,
} from '@throughgate/registry-client';
import { z } from 'zod';
import { needs } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { nothing, page, readErrors, toPage, writeErrors } from '../responses.ts';

const windowQuery = pageQuery.extend({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Use of so many days (UTC) before today counts, and that of today.'),
});

/** `/v1/operations` and `/v1/fields`: what clients use. An integrator's token may see it, as a check shows it too. */
export function operationRoutes(api: ApiServer, { usage }: ApiParts): void {
  api.post(
    '/operations',
    {
      ...needs('register'),
      schema: {
        operationId: 'register',
        tags: ['Usage'],
        summary: 'Register the operations of a client',
        description:
          'They are kept working whether they were seen or not, and replace those that the client registered before.',
        body: operationRegistration,
        response: { 204: nothing('Registered.'), ...writeErrors },
      },
    },
    async (request, reply) => {
      await usage.register(request.body);
      return reply.code(204).send();
    },
  );

  api.get(
    '/operations',
    {
      ...needs('read', 'check', 'publish'),
      schema: {
        operationId: 'operations',
        tags: ['Usage'],
        summary: 'Operations that clients ran or registered, those that ran most first',
        querystring: windowQuery,
        response: { 200: page(operationSummary, 'A page of operations.'), ...readErrors },
      },
    },
    async ({ query }) => toPage(await usage.listOperations(query)),
  );

  api.get(
    '/fields',
    {
      ...needs('read', 'check', 'publish'),
      schema: {
        operationId: 'fields',
        tags: ['Usage'],
        summary: 'Fields, arguments, input fields and enum values of the live graph and who uses them',
        description:
          'A client that registered an operation is listed with 0 requests, beside what it ran. By coordinate.',
        querystring: windowQuery.extend({
          only: z
            .enum(['unused', 'deprecated'])
            .optional()
            .describe(
              '`unused`: in no operation that ran or is registered; `deprecated`: deprecated, and used all the same.',
            ),
          subgraph: subgraphName.optional().describe('Only what this subgraph defines.'),
        }),
        response: { 200: page(fieldUse, 'A page of the graph’s parts.'), ...readErrors },
      },
    },
    async ({ query }) => toPage(await usage.listFields(query)),
  );
}
