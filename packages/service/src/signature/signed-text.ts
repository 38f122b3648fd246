import { hash } from 'node:crypto';
import { requireSecret } from '../secret.ts';
import { type HmacKey, hmacKey, hmacSha256 } from './hmac.ts';
import { keyId } from './subgraph-key.ts';

/** Header that carries the `Caller`, base64url JSON. */
export const callerHeader = 'throughgate-caller';
/** Header that carries `v2.<key id>.<unix milliseconds>.<nonce>.<base64url HMAC-SHA256>`. */
export const signatureHeader = 'throughgate-signature';

/** Form of signatures. The first form had no audience, no nonce and one key for all agencies. */
export const signatureVersion = 'v2';

/** A key as requests are signed with it, so that nothing of it is worked out again for each of them. */
export interface KeyInUse {
  readonly id: string;
  readonly secret: HmacKey;
}

/**
 * Prepares a key for use.
 *
 * @throws OperatorError when it is shorter than 32 characters or can be guessed
 */
export function useKey(key: string, place: string): KeyInUse {
  const sound = requireSecret(key, place);
  return { id: keyId(sound), secret: hmacKey(sound) };
}

/** What is under a signature beside the body. No part holds a line feed, so that no two requests give the same text. */
export interface SignedParts {
  /** Audience: the name of the subgraph that is asked. */
  readonly subgraph: string;
  /** Milliseconds since 1970. */
  readonly time: string;
  /** What is never used twice. */
  readonly nonce: string;
  readonly requestId: string;
  /** The encoded caller; the purpose is part of it. */
  readonly caller: string;
  /** {@link digestOfToken} of the token beside it. */
  readonly tokenDigest: string;
}

/** HMAC-SHA256 over everything that must not change between the gateway and a subgraph, as base64url. */
export function hmacOf({ id, secret }: KeyInUse, parts: SignedParts, body: string | Buffer): string {
  const { subgraph, time, nonce, requestId, caller, tokenDigest } = parts;
  const head = `${signatureVersion}\n${subgraph}\n${id}\n${time}\n${nonce}\n${requestId}\n${caller}\n${tokenDigest}\n`;
  return hmacSha256(secret, head, body);
}

/** SHA-256 of a token as base64url; empty where there is none. */
export function digestOfToken(token: string | undefined): string {
  return token === undefined ? '' : hash('sha256', token, 'base64url');
}
