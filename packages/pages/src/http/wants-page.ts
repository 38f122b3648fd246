import type { FastifyRequest } from 'fastify';

/** Whether a request is a browser's for a page, and not that of a program that reads JSON. */
export function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true;
}
