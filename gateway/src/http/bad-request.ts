import { GraphQLError } from 'graphql';

/**
 * A request that is not GraphQL over HTTP.
 *
 * @param status HTTP status of the answer: 400, or what says it closer
 */
export function badRequest(status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
}
