import type { HttpAnswer } from './post-json.ts';
import { SubgraphError } from './subgraph-error.ts';
import type { SubgraphAnswer } from './subgraph-transport.ts';

/** `application/json`, `application/graphql-response+json`, with or without parameters. */
const jsonMediaType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/**
 * Reads a GraphQL response out of an HTTP answer. A 4xx status passes when the body is a GraphQL response with
 * errors, because GraphQL over HTTP answers invalid requests so.
 * Raises {@link SubgraphError} with `SUBGRAPH_BAD_RESPONSE` for anything else.
 */
export function parseAnswer(subgraph: string, { status, contentType, body }: HttpAnswer): SubgraphAnswer {
  if (status >= 500) throw bad(`answered with HTTP status ${status}`);
  if (!jsonMediaType.test(contentType)) {
    throw bad(
      `answered with HTTP status ${status} and content type '${contentType.slice(0, 100)}' instead of JSON`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw bad('answered with invalid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad('answered with JSON that is not a GraphQL response');
  }
  const { data, errors } = value as { data?: unknown; errors?: unknown };
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (data === undefined && !hasErrors) throw bad('answered with JSON that is not a GraphQL response');
  if (status >= 300 && !hasErrors) throw bad(`answered with HTTP status ${status}`);
  if (data !== undefined && data !== null && (typeof data !== 'object' || Array.isArray(data))) {
    throw bad('answered with data that is not an object');
  }
  return hasErrors
    ? { data, errors: errors.filter((error) => typeof error === 'object' && error) }
    : { data };

  function bad(what: string): SubgraphError {
    return new SubgraphError('SUBGRAPH_BAD_RESPONSE', subgraph, `Subgraph '${subgraph}' ${what}.`);
  }
}
