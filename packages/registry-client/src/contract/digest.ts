import { createHash } from 'node:crypto';

/** Digest of a text, such as a supergraph's SDL: `sha256:` and the SHA-256 of its UTF-8 in hexadecimal digits. */
export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** The first twelve hexadecimal digits of a digest: enough to tell versions apart where people read. */
export function shortDigest(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 12);
}
