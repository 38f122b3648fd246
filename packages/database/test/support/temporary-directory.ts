import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary directory, removed with `using`; open to other users unless `mode` says otherwise. */
export function temporaryDirectory(mode = 0o755): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'throughgate-database-'));
  chmodSync(path, mode);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
