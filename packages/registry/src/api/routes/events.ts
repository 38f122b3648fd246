import type { FastifyRequest } from 'fastify';
import { readMessage } from '../../intake/read-message.ts';
import { requireSubgraphs } from '../../tokens/principal.ts';
import { principalOf } from '../access.ts';
import type { ApiOptions, ApiServer } from '../api-server.ts';
import { serve } from '../serve.ts';

/**
 * `POST /v1/subgraphs/:name/events`. `api` is a scope of its own: bodies come as bytes, since the headers say how they
 * are to be read.
 */
export function eventRoutes(api: ApiServer, { intake }: ApiOptions): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
  serve(
    api,
    'sendEvents',
    async (request) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return await intake.receive(request.params.name, readMessage(request.raw, body));
    },
    (request) => {
      requireSubgraphs(principalOf(request), [(request.params as { name: string }).name]);
    },
  );
}
