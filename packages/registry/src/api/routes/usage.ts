import { usageReport } from '@throughgate/registry-client';
import { needs } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { nothing, writeErrors } from '../responses.ts';

/** `POST /v1/usage`. */
export function usageRoutes(api: ApiServer, { usage }: ApiParts): void {
  api.post(
    '/usage',
    {
      ...needs('report'),
      schema: {
        operationId: 'report',
        tags: ['Usage'],
        summary: 'Report what operations clients ran',
        description:
          'Shapes of operations and counts, without values: a report with a literal or an alias is refused whole. A report sent again counts once.',
        body: usageReport,
        response: { 204: nothing('Counted, now or before.'), ...writeErrors },
      },
    },
    async (request, reply) => {
      await usage.record(request.body);
      return reply.code(204).send();
    },
  );
}
