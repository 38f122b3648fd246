import type { FastifyRequest } from 'fastify';
import { badRequest } from './bad-request.ts';

/** What a client may say in the first message of a WebSocket in the place of a header, which browsers cannot set. */
const allowed = [
  'authorization',
  'throughgate-purpose',
  'apollographql-client-name',
  'apollographql-client-version',
] as const;

/**
 * The request that opened a WebSocket, with what the first message says beside its headers. A message's own token stands in the place
 * of the one in the headers. Raises `BAD_REQUEST` where it says something else than text.
 */
export function withParameters(
  request: FastifyRequest,
  parameters: Readonly<Record<string, unknown>>,
): FastifyRequest {
  const headers = { ...request.headers };
  for (const [name, value] of Object.entries(parameters)) {
    const header = allowed.find((one) => one === name.toLowerCase());
    if (header === undefined) continue;
    if (typeof value !== 'string') throw badRequest(400, `"${name}" must be text.`);
    headers[header] = value;
  }
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
  const raw = Object.create(request.raw, { headers: { value: headers }, rawHeaders: { value: rawHeaders } });
  return Object.create(request, { headers: { value: headers }, raw: { value: raw } }) as FastifyRequest;
}
