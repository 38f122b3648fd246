import { errors } from 'jose';
import { TokenError } from './token-verifier.ts';

/** Algorithms by which a token may be signed: none that a public key or an empty one would pass for. */
export const algorithms: readonly string[] = ['ES256', 'EdDSA', 'PS256', 'RS256'];

/** What a token is expected to be. */
export interface Expected {
  readonly issuer: string;
  readonly audience: string;
}

/**
 * Says why a token is refused, in words of ours. jose's error is no `cause`, since it holds the token's claims.
 */
export function refusalOf(error: unknown, expected: Expected): TokenError {
  if (error instanceof TokenError) return error;
  return new TokenError('TOKEN_REFUSED', reasonFor(error, expected));
}

function reasonFor(error: unknown, { issuer, audience }: Expected): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Get another one from the issuer.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'iss':
        return `The token is not of the issuer ${issuer}.`;
      case 'aud':
        return `The token is not for the audience "${audience}".`;
      case 'typ':
        return 'The token is no access token: "typ" in its header must be "at+jwt" (RFC 9068 section 2.1).';
      case 'nbf':
        return 'The token is not valid yet.';
      default:
        return `The token's claim "${error.claim}" is missing or wrong (RFC 9068 section 2.2).`;
    }
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `The token must be signed by one of ${algorithms.join(', ')}.`;
  }
  if (isOfAnotherKey(error)) return `The token is not signed by a key of the issuer ${issuer}.`;
  return 'The token is no signed JWT as RFC 9068 has it.';
}

/** Whether another key of the issuer could make the difference. */
export function isOfAnotherKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;
}
