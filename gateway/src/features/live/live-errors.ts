import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { SubscriptionResult } from '../graphql-result.ts';

/** Codes with which a subscription is refused, or ended by the gateway. */
export type LiveCode =
  | 'CURSOR_INVALID'
  | 'CURSOR_TOO_OLD'
  | 'SUBSCRIPTION_LIMIT'
  | 'SUBSCRIPTION_TOO_SLOW'
  | 'SUBSCRIPTION_INTERRUPTED'
  | 'UNAUTHENTICATED';

/** An error that refuses a subscription before it begins. */
export function refusedSubscription(code: LiveCode, message: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}

/** The last result of a subscription that the gateway ends, with the reason and what to do. */
export function lastResult(code: LiveCode, message: string): SubscriptionResult {
  return errorsResult([{ message, extensions: { code } }]);
}

/** A result of errors alone. */
export function errorsResult(errors: readonly GraphQLFormattedError[]): SubscriptionResult {
  return { result: { errors } };
}
