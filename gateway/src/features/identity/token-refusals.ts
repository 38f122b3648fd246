import { bearerChallenge } from '@throughgate/identity';
import { GraphQLError } from 'graphql';

/**
 * Nobody vouches for who asks: status 401.
 *
 * @param error what RFC 6750 section 3.1 calls it; `undefined` where no token was sent, of which it tells nothing
 */
export function unauthenticated(message: string, error: 'invalid_token' | undefined): GraphQLError {
  const challenge = error === undefined ? bearerChallenge : `${bearerChallenge}, error="${error}"`;
  const http = { status: 401, headers: { 'www-authenticate': challenge } };
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http } });
}

/** The token is sent in a way that is none: status 400. */
export function malformedRequest(message: string): GraphQLError {
  const http = {
    status: 400,
    headers: { 'www-authenticate': `${bearerChallenge}, error="invalid_request"` },
  };
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http } });
}

/** Nobody knows who asks, since the issuer does not answer: status 503. */
export function issuerUnavailable(message: string): GraphQLError {
  const http = { status: 503, headers: { 'retry-after': '2' } };
  return new GraphQLError(message, { extensions: { code: 'ISSUER_UNAVAILABLE', http } });
}
