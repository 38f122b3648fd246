import { GraphQLError } from 'graphql';

/** The refusal of an operation for which a plan takes too much. */
export function tooComplex(cause: Error): GraphQLError {
  return new GraphQLError('The operation is too complex to be planned.', {
    originalError: cause,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
