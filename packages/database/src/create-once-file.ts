import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

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

/** Returns the content of a secret file, created with `make()` on first use; surrounding white space is dropped. */
export function readOrCreateSecret(path: string, make: () => string): string {
  createOnceFile(path, `${make()}\n`);
  return readFileSync(path, 'utf8').trim();
}
