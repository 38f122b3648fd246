import { hash } from 'node:crypto';
import type { Logger } from '@throughgate/service';
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { type Clock, machineClock } from './clock.ts';
import type { Identity } from './identity.ts';
import { createIssuerKeys, type KeyTimes, type KnownKeys } from './issuer-keys.ts';
import { requireIssuerUrl } from './issuer-url.ts';
import { readClaims } from './read-claims.ts';
import { algorithms, isOfAnotherKey, refusalOf } from './refusal-of.ts';
import { TokenError, type TokenVerifier } from './token-verifier.ts';

/** What {@link createTokenVerifier} needs. */
export interface TokenVerifierOptions extends Partial<KeyTimes> {
  /** The issuer as its tokens name it, to the letter: a URL with HTTPS, or of this machine. */
  readonly issuer: string;
  /** Audience that tokens must be for. */
  readonly audience: string;
  /** Where the issuer has its keys. @default as its discovery says */
  readonly jwksUri?: string | undefined;
  /**
   * Claim that lists roles, or the way to it with dots, such as `realm_access.roles`.
   * @default `roles`
   */
  readonly rolesClaim?: string | undefined;
  readonly logger: Logger;
  /** @default the machine's */
  readonly clock?: Clock;
}

/** A verifier that asks its issuer for keys now and then. */
export interface IssuerTokenVerifier extends TokenVerifier {
  /** Ends what is asked of the issuer. */
  close(): void;
}

/** Seconds by which clocks of issuer and hub may differ. */
const skew = 30;
/** Longest that a verified token is not verified again, in milliseconds. */
const keptFor = 60_000;
/** Verified tokens that are kept: more than ask within a minute, at about a kilobyte each. */
const keptTokens = 10_000;
/** Characters of the longest token: beside it the caller must find room in the 16 KiB of headers that Node.js takes. */
const longestToken = 8_192;

/**
 * Creates the {@link TokenVerifier} of an OpenID Connect issuer: JWT access tokens by RFC 9068.
 *
 * A key that the issuer has newly is found when a token first names it, and at the latest half a minute later; one that it
 * has removed works for a minute at most, and for ten while the issuer does not answer. Tokens that were verified are kept by
 * their hash for a minute at most, and as long as the issuer's keys stay. Those that were refused are not kept: whoever makes
 * up tokens would fill the place of others, and the token of a new key must not stay refused.
 *
 * Raises `OperatorError` when the issuer's address is none that can be trusted.
 */
export function createTokenVerifier(options: TokenVerifierOptions): IssuerTokenVerifier {
  const { audience, jwksUri, rolesClaim = 'roles', logger, clock = machineClock } = options;
  const { maxKeyAge = 60_000, unknownKeyPause = 30_000, unreachableFor = 600_000 } = options;
  const { retryPause = 2_000, timeout = 10_000 } = options;
  const times = { maxKeyAge, unknownKeyPause, unreachableFor, retryPause, timeout };
  const issuer = requireIssuerUrl(options.issuer, 'The issuer');
  const keys = createIssuerKeys({ issuer, jwksUri, times, clock, logger });
  const kept = new LRUCache<string, { readonly identity: Identity; readonly until: number }>({
    max: keptTokens,
  });
  const inFlight = new Map<string, Promise<Identity>>();
  let keptWith: KnownKeys | undefined;

  return {
    issuer,
    async verify(token) {
      if (token.length > longestToken) {
        const message = `The token is longer than ${longestToken} characters. Ask the issuer for fewer claims.`;
        throw new TokenError('TOKEN_REFUSED', message);
      }
      const current = keys.current();
      const known = current instanceof Promise ? await current : current;
      keepWith(known);
      const digest = hash('sha256', token, 'base64url');
      const found = kept.get(digest);
      if (found && clock.elapsed() < found.until) return found.identity;
      const waiting = inFlight.get(digest);
      if (waiting) return waiting;
      const verifying = verifyAnew(token, digest, known);
      inFlight.set(digest, verifying);
      try {
        return await verifying;
      } finally {
        if (inFlight.get(digest) === verifying) inFlight.delete(digest);
      }
    },
    close: () => keys.close(),
  };

  /** Forgets what other keys have verified. */
  function keepWith(known: KnownKeys): void {
    if (keptWith === known) return;
    keptWith = known;
    kept.clear();
    inFlight.clear();
  }

  async function verifyAnew(token: string, digest: string, known: KnownKeys): Promise<Identity> {
    try {
      const { payload, by } = await verifyByAny(token, known);
      const now = clock.now();
      if ((payload.iat ?? 0) * 1000 > now + skew * 1000) {
        throw new TokenError('TOKEN_REFUSED', 'The token’s claim "iat" is in the future.');
      }
      const identity = readClaims(payload, rolesClaim);
      // Where the keys have changed meanwhile, the next request finds out anew.
      if (by === keptWith) {
        const until = clock.elapsed() + Math.min(keptFor, identity.expiresAt - now);
        kept.set(digest, { identity, until });
      }
      return identity;
    } catch (error) {
      throw refusalOf(error, { issuer, audience });
    }
  }

  /** Verifies by the keys that are known, and once more by those that the issuer has by now. */
  async function verifyByAny(
    token: string,
    known: KnownKeys,
  ): Promise<{ readonly payload: JWTPayload; readonly by: KnownKeys }> {
    try {
      return { payload: await payloadOf(token, known), by: known };
    } catch (error) {
      if (!isOfAnotherKey(error)) throw error;
      const others = await keys.others(known);
      if (!others) throw error;
      keepWith(others);
      return { payload: await payloadOf(token, others), by: others };
    }
  }

  async function payloadOf(token: string, { find }: KnownKeys): Promise<JWTPayload> {
    const expected: JWTVerifyOptions = {
      issuer,
      audience,
      algorithms: [...algorithms],
      typ: 'at+jwt',
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: skew,
      currentDate: new Date(clock.now()),
    };
    try {
      return (await jwtVerify(token, find, expected)).payload;
    } catch (error) {
      // A token that names no key, of an issuer that has several.
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      for await (const key of error) {
        try {
          return (await jwtVerify(token, key, expected)).payload;
        } catch (reason) {
          if (!(reason instanceof errors.JWSSignatureVerificationFailed)) throw reason;
        }
      }
      throw new errors.JWSSignatureVerificationFailed();
    }
  }
}
