import { unwrapResolverError } from '@apollo/server/errors';
import { isDatabaseUnavailable } from '@throughgate/database';
import type { Logger } from '@throughgate/service';
import { reasonOf } from '@throughgate/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { databaseUnavailable } from './errors.ts';

/**
 * The one edge at which errors leave a subgraph. An error that code raised on purpose is a GraphQLError and
 * goes out with its code. A database that cannot be used goes out as `DATABASE_UNAVAILABLE`, which clients may try
 * again. Anything else is a fault of ours: it is logged whole and goes out as `INTERNAL_SERVER_ERROR` without its
 * message, which may name tables or people.
 */
export function formatErrors(
  logger: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    const tellOf = (cause: unknown) => {
      const reason = reasonOf(cause);
      logger.warn({ reason, path: formatted.path }, 'the database cannot be used');
    };
    if (original instanceof GraphQLError) {
      if (original.cause !== undefined) tellOf(original.cause);
      return { ...formatted, extensions };
    }
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    if (isDatabaseUnavailable(original)) {
      tellOf(original);
      return { ...databaseUnavailable('read', original).toJSON(), ...place };
    }
    logger.error({ err: original, path: formatted.path }, 'a resolver failed');
    return {
      message: 'Internal error: it was logged and will be looked into.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
