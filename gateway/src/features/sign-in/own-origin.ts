import type { FastifyRequest } from 'fastify';

/**
 * Whether a request that changes something was made by a page of this gateway: browsers say so of every `POST`, and no page of another
 * origin can make them say otherwise. `Sec-Fetch-Site` is not sent to addresses without TLS that are not this machine; there
 * `Origin` decides alone.
 */
export function isFromOwnPage({ headers }: FastifyRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}

/** Whether a request is a browser's for a page. */
export function asksForPage({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;
}
