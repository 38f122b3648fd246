import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isCodedError } from '../data/coded-error.ts';
import { maskedError } from './mask-error.ts';

/**
 * What a feature raised to refuse an operation before it ran, as the GraphQL server takes it: with status 400 where it
 * names none. Anything but a `GraphQLError` with a code stays as it is, and counts as unexpected.
 */
export function refusedBeforehand(error: unknown): unknown {
  if (!isCodedError(error) || error.extensions['http'] !== undefined) return error;
  const { message, nodes, extensions } = error;
  return new GraphQLError(message, {
    ...(nodes ? { nodes } : {}),
    originalError: error,
    extensions: { ...extensions, http: { status: 400 } },
  });
}

/** What a client gets in the place of an answer that a feature withheld by raising `error`. */
export function withheld(
  error: unknown,
  requestId: string,
): { readonly status: number; readonly formatted: GraphQLFormattedError; readonly foreseen: boolean } {
  if (!isCodedError(error)) return { status: 500, formatted: maskedError(requestId), foreseen: false };
  const { http, ...extensions } = error.extensions;
  const { status = 500 } = (http ?? {}) as { readonly status?: number };
  return { status, formatted: { message: error.message, extensions }, foreseen: true };
}
