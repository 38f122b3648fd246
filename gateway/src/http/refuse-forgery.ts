import type { IncomingHttpHeaders } from 'node:http';
import { badRequest } from './bad-request.ts';

/** Media types with which a page of any origin may send a request in its visitor's name without asking first (Fetch Standard, CORS-safelisted request-header). */
const simpleTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];
/** Headers that a browser lets through after a preflight only; by these names since Apollo's clients send them. */
const preflighted = ['apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Refuses a request that a page of any origin could have a visitor's browser send (CSRF): one whose media type is simple, or that
 * has none, and no header that needs a preflight. The rule is Apollo Server's. Raises `BAD_REQUEST` with status 400.
 */
export function refuseForgery(headers: IncomingHttpHeaders): void {
  const type = headers['content-type'];
  // What nearly every request says.
  if (type === 'application/json') return;
  if (type !== undefined && !simpleTypes.includes(essenceOf(type))) return;
  for (const name of preflighted) if (headers[name]) return;
  throw badRequest(
    400,
    'This request could come from any web page (CSRF), so it is refused. ' +
      `Send "content-type: application/json", or one of the headers ${preflighted.join(', ')}.`,
  );
}

/** A media type without its parameters. */
export function essenceOf(mediaType: string): string {
  const end = mediaType.indexOf(';');
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}
