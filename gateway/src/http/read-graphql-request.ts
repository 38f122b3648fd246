import { hexInLowerCase, idOf } from '@throughgate/registry-client/document-ids';
import type { FastifyRequest } from 'fastify';
import { isJsonObject, type JsonObject } from '../data/json.ts';
import type { AcceptedAnswers, GraphqlRequest } from '../features/graphql-request.ts';
import { acceptedTypes } from './accepted-types.ts';
import { badRequest } from './bad-request.ts';
import { essenceOf, refuseForgery } from './refuse-forgery.ts';

/** A request over HTTP, as far as it asks something. */
export type GraphqlOverHttp = Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body'>;

const none: JsonObject = Object.freeze({});

/**
 * Reads the parameters of GraphQL over HTTP, from the body of a `POST` and the address of a `GET`. A parameter that is `null`, or an
 * empty one where forms and tools send it so, is as good as not given; those that nobody knows are overlooked.
 *
 * Raises `BAD_REQUEST` for a request that any web page could send, for one that is not GraphQL over HTTP, and when a parameter is
 * of a wrong type.
 */
export function readGraphqlRequest(request: GraphqlOverHttp): GraphqlRequest {
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
  const { query, operationName, variables } = body;
  const extensions = objectOf('extensions', body['extensions']);
  return {
    method: 'POST',
    query: textOf('query', query),
    ...documentIds(textOf('documentId', body['documentId']), extensions),
    operationName: textOf('operationName', operationName) || undefined,
    variables: objectOf('variables', variables) ?? none,
    extensions,
    accepts,
  };
}

const noIds: DocumentIds = { documentId: undefined, persistedHash: undefined };
type DocumentIds = Pick<GraphqlRequest, 'documentId' | 'persistedHash'>;

/**
 * The ids by which a request names its document: the parameter `documentId` of GraphQL over HTTP's appendix on persisted documents, with or
 * without its prefix `sha256:`, or Apollo's `extensions.persistedQuery`.
 */
export function documentIds(given: string | undefined, extensions: JsonObject | undefined): DocumentIds {
  const persisted = extensions?.['persistedQuery'];
  if (!given && !persisted) return noIds;
  const documentId = given ? idOf(given) : undefined;
  if (!persisted) return { documentId, persistedHash: undefined };
  const hash = isJsonObject(persisted) ? persisted['sha256Hash'] : undefined;
  if (!isJsonObject(persisted) || persisted['version'] !== 1 || typeof hash !== 'string') {
    throw badRequest(
      400,
      '"extensions.persistedQuery" must have "version": 1 and the document\'s "sha256Hash".',
    );
  }
  const persistedHash = hexInLowerCase(hash);
  if (documentId !== undefined && documentId !== persistedHash) {
    throw badRequest(400, '"documentId" and "extensions.persistedQuery" name different documents.');
  }
  return { documentId: persistedHash, persistedHash };
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

function readAddress({ url, headers }: GraphqlOverHttp, accepts: AcceptedAnswers): GraphqlRequest {
  const type = headers['content-type'];
  if (type !== undefined && essenceOf(type) !== 'application/json') {
    throw badRequest(415, 'A GET has no body, so its "content-type" is application/json or left out.');
  }
  const parameters = readSearch(url);
  const extensions = jsonOf(parameters, 'extensions');
  return {
    method: 'GET',
    query: once(parameters, 'query'),
    ...documentIds(once(parameters, 'documentId'), extensions),
    operationName: once(parameters, 'operationName') || undefined,
    variables: jsonOf(parameters, 'variables') ?? none,
    extensions,
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
