import { receivedEvents, subgraphName } from '@throughgate/registry-client';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readMessage } from '../../intake/read-message.ts';
import { requireSubgraphs, requireVerb } from '../../tokens/principal.ts';
import { principalOf } from '../access.ts';
import type { ApiParts, ApiServer } from '../api-server.ts';
import { eventErrors, json } from '../responses.ts';

/**
 * `POST /v1/subgraphs/:name/events`. `api` is a scope of its own: bodies come as bytes, since the headers say how they
 * are to be read.
 */
export function eventRoutes(api: ApiServer, { intake }: ApiParts): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
  api.post(
    '/subgraphs/:name/events',
    {
      // Before the body is read: only those who may speak for the agency have it parsed.
      onRequest: async (request) => {
        const principal = principalOf(request);
        requireVerb(principal, ['send']);
        requireSubgraphs(principal, [(request.params as { name: string }).name]);
      },
      schema: {
        operationId: 'sendEvents',
        tags: ['Events'],
        summary: 'Send change events of an agency',
        description:
          'CloudEvents 1.0 over HTTP: one in binary mode, one in structured mode, or a batch. They are checked against the published contract and put on the event log before the answer: all of them or none. Sent again with the same ids, they are put there once and give the same answer.',
        params: z.object({ name: subgraphName }),
        response: { 200: json(receivedEvents, 'The event log has them, now or before.'), ...eventErrors },
      },
    },
    async (request) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return await intake.receive(request.params.name, readMessage(request.raw, body));
    },
  );
}
