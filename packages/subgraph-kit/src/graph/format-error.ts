import { unwrapResolverError } from '@apollo/server/errors';
import type { Logger } from '@throughgate/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/**
 * The one edge at which errors leave a subgraph. An error that code raised on purpose is a GraphQLError and
 * goes out with its code; anything else is a fault of ours: it is logged whole and goes out as
 * `INTERNAL_SERVER_ERROR` without its message, which may name tables or people.
 */
export function formatErrors(
  logger: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    if (original instanceof GraphQLError) return { ...formatted, extensions };
    logger.error({ err: original, path: formatted.path }, 'a resolver failed');
    return {
      message: 'Internal error: it was logged and will be looked into.',
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
