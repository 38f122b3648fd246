import type { GraphQLFormattedError } from 'graphql';

/** Code of an error that nobody foresaw. */
export const unexpectedCode = 'INTERNAL_SERVER_ERROR';

/** Code of a response whose own parts exceed what a parser or the stack can hold. */
const tooDeep = /Maximum call stack size exceeded/;

/**
 * Decides what of an error a client sees. Errors with a code of their own, and those that a subgraph reported,
 * pass; anything unexpected becomes a sentence without details, since its message may tell of the inside.
 */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  if (tooDeep.test(formatted.message)) {
    return { message: 'The document is nested too deeply.', extensions: { code: 'GRAPHQL_PARSE_FAILED' } };
  }
  if (code !== unexpectedCode || formatted.extensions?.['serviceName'] !== undefined) return formatted;
  return {
    message: 'Internal server error. Quote the request id when you report it.',
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: unexpectedCode },
  };
}
