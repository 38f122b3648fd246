import type { FastifyRequest } from 'fastify';
import { isJsonObject, type JsonObject } from '../data/json.ts';
import type { AcceptedAnswers, GraphqlRequest } from '../features/graphql-request.ts';
import { acceptedTypes } from './accepted-types.ts';
import { badRequest } from './bad-request.ts';
import { essenceOf, refuseForgery } from './refuse-forgery.ts';

const none: JsonObject = Object.freeze({});

/**
 * Reads the parameters of GraphQL over HTTP, from the body of a `POST` and the address of a `GET`. A parameter that is `null`, or an
 * empty one where forms and tools send it so, is as good as not given; those that nobody knows are overlooked.
 *
 * Raises `BAD_REQUEST` for a request that any web page could send, for one that is not GraphQL over HTTP, and when a parameter is
 * of a wrong type.
 */
export function readGraphqlRequest(request: FastifyRequest): GraphqlRequest {
  refuseForgery(request.headers);
  const accepts = acceptedTypes(request.headers.accept).answers;
  return request.method === 'GET' ? readAddress(request, accepts) : readBody(request.body, accepts);
}

function readBody(body: unknown, accepts: AcceptedAnswers): GraphqlRequest {
  if (Array.isArray(body))
    throw badRequest(400, 'Operations are sent one by one: a list of them is not answered.');
  if (!isJsonObject(body)) {
    throw badRequest(400, 'The body must be a JSON object with the document in "query".');
  }
  const { query, operationName, variables, extensions } = body;
  return {
    method: 'POST',
    query: textOf('query', query),
    operationName: textOf('operationName', operationName) || undefined,
    variables: objectOf('variables', variables) ?? none,
    extensions: objectOf('extensions', extensions),
    accepts,
  };
}

function textOf(name: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  if (name === 'query' && isJsonObject(value) && value['kind'] === 'Document') {
    throw badRequest(400, '"query" must be the text of a document, not the document parsed: print it first.');
  }
  throw badRequest(400, `"${name}" must be a string.`);
}

function objectOf(name: string, value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (isJsonObject(value)) return value;
  const hint = typeof value === 'string' ? ', not a text that holds one' : '';
  throw badRequest(400, `"${name}" must be a JSON object${hint}.`);
}

function readAddress({ url, headers }: FastifyRequest, accepts: AcceptedAnswers): GraphqlRequest {
  const type = headers['content-type'];
  if (type !== undefined && essenceOf(type) !== 'application/json') {
    throw badRequest(415, 'A GET has no body, so its "content-type" is application/json or left out.');
  }
  const parameters = readSearch(url);
  return {
    method: 'GET',
    query: once(parameters, 'query'),
    operationName: once(parameters, 'operationName') || undefined,
    variables: jsonOf(parameters, 'variables') ?? none,
    extensions: jsonOf(parameters, 'extensions'),
    accepts,
  };
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
  return new URLSearchParams(search);
}

function once(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  if (others.length > 0) throw badRequest(400, `The address has the parameter "${name}" more than once.`);
  return value;
}

function jsonOf(parameters: URLSearchParams, name: string): JsonObject | undefined {
  const text = once(parameters, name);
  if (text === undefined || text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest(400, `The parameter "${name}" of the address is not JSON.`);
  }
  return objectOf(name, value);
}
