import { createHash } from 'node:crypto';

/** The SHA-256 of a document's text in hexadecimal digits, by which clients name it. */
export function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

/** An id as requests are looked up by: hexadecimal digits in lower case. */
export function idOf(given: string): string {
  return /^[\dA-F]+$/i.test(given) ? given.toLowerCase() : given;
}
