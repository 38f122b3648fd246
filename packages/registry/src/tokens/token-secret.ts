import { createHash, randomBytes } from 'node:crypto';

/** How every secret begins, so that scanners of repositories can find one that was committed by mistake. */
const prefix = 'tgr_';

/** Makes the secret of a new token: 256 random bits, base64url. */
export function createTokenSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** Whether a text looks like a secret of the registry's own tokens, as no token of an issuer does. */
export function isTokenSecret(text: string): boolean {
  return text.startsWith(prefix);
}

/**
 * What is stored of a secret: its SHA-256 in hexadecimal digits. A slow hash is for guessable passwords; 256 random
 * bits cannot be guessed, and a lookup by this hash tells an attacker nothing by the time it takes.
 */
export function hashTokenSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
