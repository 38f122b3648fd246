import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { badRequest } from './bad-request.ts';

/** A request as the GraphQL server takes it, and the document in it, when there is one. */
export interface ReceivedRequest {
  readonly http: HTTPGraphQLRequest;
  readonly query: string | undefined;
}

/** Parameters that are as good as not given when they are empty: forms and tools send them so. */
const emptyIsAbsent = ['operationName', 'variables', 'extensions'] as const;

/**
 * Reads the parameters of GraphQL over HTTP, from the body of a `POST` and the address of a `GET`. What they hold is left for
 * the server to check. Raises `BAD_REQUEST` when an address is not percent-encoded UTF-8.
 */
export function readGraphqlRequest(request: FastifyRequest): ReceivedRequest {
  const { method } = request;
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (method === 'GET') {
    const parameters = readSearch(request.url);
    const given = parameters.getAll('query');
    // Of a parameter that is there twice the server complains.
    const query = given.length === 1 ? given[0] : undefined;
    return { query, http: { method, headers, search: `?${parameters}`, body: undefined } };
  }
  const body = withoutEmptyName(request.body);
  return { query: queryOf(body), http: { method, headers, search: '', body } };
}

function readSearch(url: string): URLSearchParams {
  const start = url.indexOf('?');
  const search = start === -1 ? '' : url.slice(start + 1);
  try {
    // URLSearchParams would put U+FFFD in the place of what is no UTF-8.
    decodeURIComponent(search);
  } catch {
    throw badRequest(400, 'The address is not percent-encoded UTF-8.');
  }
  const parameters = new URLSearchParams(search);
  for (const name of emptyIsAbsent) if (parameters.get(name) === '') parameters.delete(name, '');
  return parameters;
}

function withoutEmptyName(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return 'operationName' in body && body.operationName === '' ? { ...body, operationName: null } : body;
}

function queryOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('query' in body)) return undefined;
  return typeof body.query === 'string' ? body.query : undefined;
}
