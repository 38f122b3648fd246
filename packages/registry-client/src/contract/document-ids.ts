import { createHash } from 'node:crypto';

/** The SHA-256 of a document's text in hexadecimal digits, by which clients name it. */
export function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

/**
 * An id as documents are found by it: without the prefix `sha256:` that it has or not in GraphQL over HTTP's appendix on persisted
 * documents, and hexadecimal digits in lower case. That of a registered document and that of a request are the same then.
 */
export function idOf(given: string): string {
  return hexInLowerCase(given.replace(/^sha256:(?=.)/i, ''));
}

/** A hash as {@link hashOf} writes it; what is none stays as it is. */
export function hexInLowerCase(given: string): string {
  return /^[\dA-F]+$/i.test(given) ? given.toLowerCase() : given;
}
