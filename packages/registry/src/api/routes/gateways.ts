import { gatewayReport, gatewayState, pageQuery } from '@throughgate/registry-client';
import { z } from 'zod';
import { anyVerb } from '../../tokens/principal.ts';
import { needs } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { nothing, page, readErrors, toPage, writeErrors } from '../responses.ts';

const instance = z.object({ instance: z.uuid().describe('Made by the gateway’s process when it starts.') });

/** `/v1/gateways`: which supergraph each gateway serves. */
export function gatewayRoutes(api: ApiServer, { graph }: ApiParts): void {
  api.get(
    '/gateways',
    {
      ...needs(...anyVerb),
      schema: {
        operationId: 'gateways',
        tags: ['Graph'],
        summary: 'The gateways at work, and the supergraph that each serves',
        description: 'Those that reported in the last 30 seconds.',
        querystring: pageQuery,
        response: { 200: page(gatewayState, 'A page of gateways.'), ...readErrors },
      },
    },
    async ({ query }) => toPage(await graph.gateways(query)),
  );

  api.put(
    '/gateways/:instance',
    {
      ...needs('report'),
      schema: {
        operationId: 'reportServing',
        tags: ['Usage'],
        summary: 'Tell which supergraph a gateway serves',
        description:
          'To be said at each change, and every 10 seconds: after 30 of silence it counts as gone.',
        params: instance,
        body: gatewayReport,
        response: { 204: nothing('Noted.'), ...writeErrors },
      },
    },
    async (request, reply) => {
      await graph.reportServing(request.params.instance, request.body);
      return reply.code(204).send();
    },
  );

  api.delete(
    '/gateways/:instance',
    {
      ...needs('report'),
      schema: {
        operationId: 'reportStopped',
        tags: ['Usage'],
        summary: 'Tell that a gateway stops',
        params: instance,
        response: { 204: nothing('Noted, now or before.'), ...readErrors },
      },
    },
    async (request, reply) => {
      await graph.reportStopped(request.params.instance);
      return reply.code(204).send();
    },
  );
}
