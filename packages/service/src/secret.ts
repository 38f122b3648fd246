import { OperatorError } from './operator-error.ts';

/** Fewest characters of a key or secret: as hexadecimal digits they still hold 128 bits. */
export const leastSecretLength = 32;
/** Fewest characters that differ: of 32 random hexadecimal digits there are fewer in less than one of a million. */
const leastDistinct = 6;

/**
 * What is wrong with a text as a key or secret, to follow the name of its place in a sentence; `undefined` when
 * nothing is. White space around it does not count. No word of the text is repeated.
 */
export function secretFault(text: string): string | undefined {
  const secret = text.trim();
  if (secret === '') return 'is empty';
  // What a power cut leaves of a file, or two keys in one.
  if (/\p{Cc}/u.test(secret)) return 'holds line breaks or other control characters';
  if (secret.length < leastSecretLength) {
    return `has ${secret.length} characters; at least ${leastSecretLength} are needed`;
  }
  if (new Set(secret).size < leastDistinct) return 'repeats a few characters, so that it can be guessed';
  return undefined;
}

/**
 * Returns a key or secret without the white space around it.
 *
 * @param place what holds it, as the message begins: `HUB_SERVICE_KEY`
 * @param remedy what to do about a bad one, a sentence
 * @throws OperatorError naming the place, when it is shorter than 32 characters or can be guessed
 */
export function requireSecret(
  text: string,
  place: string,
  remedy = 'Make one with `openssl rand -hex 32`.',
): string {
  const fault = secretFault(text);
  if (fault !== undefined) throw new OperatorError(`${place} ${fault}. ${remedy}`);
  return text.trim();
}
