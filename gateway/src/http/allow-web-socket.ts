import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { CorsOrigins } from './allow-origins.ts';
import { badRequest } from './bad-request.ts';

/** Whether a request opens a WebSocket, at the one place that takes them. */
export function opensWebSocket({ method, url = '', headers }: IncomingMessage): boolean {
  const [path] = url.split('?', 1);
  return method === 'GET' && path === '/graphql' && headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Refuses a WebSocket that a page of another origin opens: browsers open them to any address, with its cookies and without a
 * preflight, and say the page's origin always. Programs say none. Raises `BAD_REQUEST` with status 403.
 */
export function allowWebSocket({ headers }: FastifyRequest, origins: CorsOrigins): void {
  const { origin, host } = headers;
  if (origin === undefined || URL.parse(origin)?.host === host) return;
  if (origins.some((one) => (typeof one === 'string' ? one === origin : one.test(origin)))) return;
  throw badRequest(403, 'Pages of this origin may not ask here: HUB_CORS_ORIGINS lists those that may.');
}
