import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@throughgate/service';
import pg from 'pg';

/** A logger for what must not disturb the test's output. */
export const silent = createLogger('silent');

/** A temporary directory, removed with `using`; open to other users unless `mode` says otherwise. */
export function temporaryDirectory(mode = 0o755): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'throughgate-database-'));
  chmodSync(path, mode);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs one statement on its own connection. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
