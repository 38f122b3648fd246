import type { GraphQLError, GraphQLFormattedError } from 'graphql';

/** Code of an error that nobody foresaw. */
export const unexpectedCode = 'INTERNAL_SERVER_ERROR';

/**
 * Decides what of an error a client sees. Errors with a code of their own, and those that a subgraph reported,
 * pass; anything unexpected becomes a sentence without details, since its message may tell of the inside.
 */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  if (!isUnexpected(formatted.extensions)) return formatted;
  const { message, extensions } = maskedError();
  return { message, ...(formatted.path ? { path: formatted.path } : {}), extensions: { ...extensions } };
}

/** What a client sees of an error that nobody foresaw. */
export function maskedError(requestId?: string) {
  return {
    message: 'Internal server error. Quote the request id when you report it.',
    extensions: { code: unexpectedCode, ...(requestId === undefined ? {} : { requestId }) },
  };
}

/** Puts the request id into those of the errors that are masked, so that whoever reports one can quote it. */
export function nameRequest(errors: readonly GraphQLFormattedError[] | undefined, requestId: string): void {
  for (const error of errors ?? []) {
    const extensions: Record<string, unknown> | undefined = error.extensions;
    if (extensions && isUnexpected(extensions)) extensions['requestId'] = requestId;
  }
}

/** Whether an error that came up in an operation is one that its client or a subgraph has to answer for. */
export function isForeseen({ extensions, nodes, source }: GraphQLError): boolean {
  const { code, serviceName } = extensions;
  if ((code !== undefined && code !== unexpectedCode) || serviceName !== undefined) return true;
  // graphql-js reports wrong variables without a code; they get it when they are formatted.
  return nodes !== undefined || source !== undefined;
}

function isUnexpected(extensions: Readonly<Record<string, unknown>> | undefined): boolean {
  return extensions?.['code'] === unexpectedCode && extensions['serviceName'] === undefined;
}
