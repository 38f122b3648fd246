import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Header by which one request is recognised in the logs of the gateway and of every subgraph. */
export const requestIdHeader = 'x-request-id';

/** Request ids that others sent are accepted only in this form, so that logs cannot be forged through them. */
export const requestIdForm = /^[\w.-]{1,64}$/;

/** The id of a request: the one that it came with, or a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[requestIdHeader];
  return typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID();
}
