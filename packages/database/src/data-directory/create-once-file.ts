import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { OperatorError, reasonOf, requireSecret } from '@throughgate/service';

/**
 * Writes a file readable by its owner only (0600), whole or not at all, unless it already exists.
 * Returns `true` when this call created it. Of several processes that call at once exactly one creates it,
 * and none ever reads it half-written: the text is complete before the name appears.
 */
export function createOnceFile(path: string, text: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/**
 * Returns the content of a secret file, created with `make()` on first use; surrounding white space is dropped.
 *
 * @param remedy what to do when the file does not hold a secret, a sentence
 * @throws OperatorError naming the file, when it cannot be read or written, or holds no secret: it was emptied, cut
 *   off, or filled with something that can be guessed
 */
export function readOrCreateSecret(path: string, make: () => string, remedy: string): string {
  let text: string;
  try {
    createOnceFile(path, `${make()}\n`);
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new OperatorError(`The secret in ${path} cannot be read: ${reason}.`, { cause });
  }
  return requireSecret(text, `The secret in ${path}`, remedy);
}
