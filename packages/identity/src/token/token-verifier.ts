import type { Identity } from './identity.ts';

/** Finds out who asks, from a token of an issuer. */
export interface TokenVerifier {
  /** Issuer as tokens name it, a URL. */
  readonly issuer: string;
  /**
   * Verifies an access token: signature, issuer, audience, type, expiry. What was verified is kept for at most a minute, and
   * while the issuer's keys stay.
   *
   * Raises {@link TokenError}.
   */
  verify(token: string): Promise<Identity>;
}

/** Why a token is refused. */
export type TokenErrorCode =
  /** It is none that the issuer made for the hub, or it has expired. */
  | 'TOKEN_REFUSED'
  /** Nobody knows: the issuer's keys cannot be had. */
  | 'ISSUER_UNAVAILABLE';

/** A token is refused. The message says what was expected and nothing of what the token holds. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: TokenErrorCode;

  constructor(code: TokenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
