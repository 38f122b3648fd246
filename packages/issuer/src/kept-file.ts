import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError, reasonOf } from '@throughgate/service';
import writeFileAtomic from 'write-file-atomic';

/** What a file holds; undefined when there is none. Raises `OperatorError` when it cannot be read or is no JSON. */
export function readKept<Content>(file: string): Content | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new OperatorError(`${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  try {
    return JSON.parse(text) as Content;
  } catch {
    // The parser's message would quote a key.
    throw new OperatorError(`${file} is no JSON. Delete it: the issuer makes new keys at its next start.`);
  }
}

/** Keeps what only the owner may read; nobody reads half of it. Raises `OperatorError`. */
export function writeKept(file: string, content: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileAtomic.sync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new OperatorError(`The issuer's keys could not be written to ${file}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}
