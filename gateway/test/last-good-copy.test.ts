import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestOf } from '@throughgate/registry-client';
import { expect, test } from 'vitest';
import { readLastGoodCopy, writeLastGoodCopy } from '../src/supergraph-source/last-good-copy.ts';

const run = promisify(execFile);
const supergraph = (sdl: string) => ({ digest: digestOf(sdl), sdl });

/** A folder that is removed in the end. */
async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'last-good-copy-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test('a copy that does not fit on the disk leaves the one before whole, and nothing else', async () => {
  await using place = await folder();
  const path = join(place.path, 'supergraph.json');
  const good = supergraph('type Query { good: Int }');
  await writeLastGoodCopy(path, good);
  // A process that may write a few KiB into a file: as on a full disk, a write is cut short, and only the next one fails.
  const script = `
    import { writeLastGoodCopy } from ${JSON.stringify(new URL('../src/supergraph-source/last-good-copy.ts', import.meta.url))};
    process.on('SIGXFSZ', () => {});
    await writeLastGoodCopy(process.argv[1], { digest: 'x', sdl: 'x'.repeat(1_000_000) });
  `;
  const command = ['ulimit -f 8; exec "$@"', 'sh', process.execPath, '--input-type=module', '--eval', script];
  await expect(run('sh', ['-c', ...command, path])).rejects.toThrow('EFBIG');
  expect(await readLastGoodCopy(path)).toEqual(good);
  expect(await readdir(place.path)).toEqual(['supergraph.json']);
});

test('others may read a copy, whatever files this process usually makes', async () => {
  await using place = await folder();
  const path = join(place.path, 'below', 'supergraph.json');
  const before = process.umask(0o077);
  try {
    await writeLastGoodCopy(path, supergraph('type Query { any: Int }'));
  } finally {
    process.umask(before);
  }
  expect((await stat(path)).mode & 0o777).toBe(0o644);
});
