import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/**
 * The error of a field that its caller may not have, in the words of Apollo Router, at the gateway and at agencies alike. It says
 * nothing of what it would take: that is nobody's business but the agency's.
 */
export function unauthorizedField(options: Pick<GraphQLErrorOptions, 'path'> = {}): GraphQLError {
  return new GraphQLError('Unauthorized field or type', {
    ...options,
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
  });
}

/**
 * The error with which a mutation is refused as a whole, since part of what somebody wanted to record is worse than nothing of it:
 * code `FORBIDDEN`, status 403.
 *
 * @param fields what its caller may not begin with, as the document calls it
 */
export function refusedMutation(fields: readonly string[]): GraphQLError {
  const names = fields.map((field) => `"${field}"`).join(', ');
  return new GraphQLError(`The caller may not ask for ${names}. Nothing of the mutation ran.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}

/**
 * The error with which a subscription is refused, since all that it gives begins with what its caller may not have: code
 * `FORBIDDEN`, status 403.
 *
 * @param fields what its caller may not begin with, as the document calls it
 */
export function refusedSubscription(fields: readonly string[]): GraphQLError {
  const names = fields.map((field) => `"${field}"`).join(', ');
  return new GraphQLError(`The caller may not ask for ${names}.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
