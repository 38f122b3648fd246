import { createHash } from 'node:crypto';

/** Digest of a supergraph's SDL as the registry names it: `sha256:` and the SHA-256 of the text in UTF-8, hexadecimal. */
export function digestOf(sdl: string): string {
  return `sha256:${createHash('sha256').update(sdl).digest('hex')}`;
}

/** The first twelve hexadecimal digits of a digest: enough to tell supergraphs apart in logs and metrics. */
export function shortDigest(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 12);
}
