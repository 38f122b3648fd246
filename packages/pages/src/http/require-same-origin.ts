import type { FastifyRequest } from 'fastify';
import { PageProblem } from './page-problem.ts';

/**
 * Lets a form change something only when it comes from a page of this site: a browser says so of every form, and a page of somebody
 * else cannot make it say otherwise. `Sec-Fetch-Site` is not sent to addresses without TLS that are not this machine; there
 * `Origin` decides. What says neither is no browser, and can ask the graph. Raises `PageProblem`.
 */
export function requireSameOrigin({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  if (site === undefined ? isOrigin(headers.origin, headers.host) : site === 'same-origin') return;
  throw new PageProblem(403, 'The form did not come from this site', [
    'Nothing was changed. Open the page here, and send the form from there.',
  ]);
}

function isOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
