import { isUtf8 } from 'node:buffer';
import { parseAnswerJson } from '../exact-numbers/parse-answer-json.ts';
import type { HttpAnswer } from './http-client.ts';
import { SubgraphError } from './subgraph-error.ts';
import type { SubgraphAnswer, SubgraphErrorEntry } from './subgraph-transport.ts';

/** `application/json`, `application/graphql-response+json`, with or without parameters. */
const jsonMediaType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;
/** JSON is UTF-8 (RFC 8259, section 8.1), whatever else a header says. */
const otherCharset = /;\s*charset\s*=\s*"?(?!utf-?8\b|us-ascii\b)([^\s;"]+)/i;

/**
 * Reads a GraphQL response out of an HTTP answer. A 4xx status passes when the body is a GraphQL response with
 * errors, because GraphQL over HTTP answers invalid requests so. An empty list of errors, or null, counts as none, and an
 * entry that is no object as an error that says nothing.
 * Raises {@link SubgraphError} with `SUBGRAPH_BAD_RESPONSE` for anything else.
 */
export function parseAnswer(subgraph: string, answer: HttpAnswer): SubgraphAnswer {
  const { status, contentType, contentEncoding, body } = answer;
  if (status >= 500) throw bad(`answered with HTTP status ${status}`);
  if (contentEncoding !== '' && contentEncoding.toLowerCase() !== 'identity') {
    throw bad(`answered in content encoding '${contentEncoding.slice(0, 100)}' and was asked for none`);
  }
  if (!jsonMediaType.test(contentType)) {
    throw bad(
      `answered with HTTP status ${status} and content type '${contentType.slice(0, 100)}' instead of JSON`,
    );
  }
  if (otherCharset.test(contentType) || !isUtf8(body)) throw bad('answered with text that is not UTF-8');
  let value: unknown;
  try {
    value = parseAnswerJson(withoutByteOrderMark(body));
  } catch {
    throw bad('answered with invalid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad('answered with JSON that is not a GraphQL response');
  }
  const { data, errors: given } = value as { data?: unknown; errors?: unknown };
  if (given !== undefined && given !== null && !Array.isArray(given)) {
    throw bad('answered with errors that are no list');
  }
  const errors = given?.length ? given.map(asEntry) : undefined;
  if (data === undefined && !errors) throw bad('answered with JSON that is not a GraphQL response');
  if (status >= 300 && !errors) throw bad(`answered with HTTP status ${status}`);
  if (data === null && !errors) throw bad('answered with neither data nor errors');
  if (data !== undefined && data !== null && (typeof data !== 'object' || Array.isArray(data))) {
    throw bad('answered with data that is not an object');
  }
  return errors ? { data, errors } : { data };

  function bad(what: string): SubgraphError {
    return new SubgraphError(
      'SUBGRAPH_BAD_RESPONSE',
      subgraph,
      `Subgraph '${subgraph}' ${what}.`,
      undefined,
      status,
    );
  }
}

/** A reader may ignore it (RFC 8259, section 8.1), as the gateway does in requests. */
function withoutByteOrderMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}

function asEntry(entry: unknown): SubgraphErrorEntry {
  return typeof entry === 'object' && entry !== null ? entry : {};
}
