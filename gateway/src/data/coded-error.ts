import { GraphQLError } from 'graphql';

/** Whether what was raised is an error with a code: somebody foresaw it, and its client sees it as it is. */
export function isCodedError(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && error.extensions['code'] !== undefined;
}
