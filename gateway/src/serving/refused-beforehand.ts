import { GraphQLError } from 'graphql';
import { isCodedError } from '../data/coded-error.ts';

/**
 * What a feature raised to refuse an operation before it ran: with status 400 where it names none. Anything but a
 * `GraphQLError` with a code stays as it is, and counts as unexpected.
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
