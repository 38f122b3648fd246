import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { testPostgresUrl } from '@throughgate/testkit';
import { expect, test } from 'vitest';
import { advisoryLock, advisoryLockText, withClient } from '../src/index.ts';

const root = join(import.meta.dirname, '../../..');
const list = 'packages/database/src/sql/advisory-lock.ts';

test('no two meanings share a key', async () => {
  const texts = Object.values(advisoryLockText).map((text) => (typeof text === 'string' ? text : text('x')));
  const hashes = await withClient(testPostgresUrl(), async (client) => {
    const { rows } = await client.query<{ key: string }>(
      'SELECT hashtextextended(text, 0) AS key FROM unnest($1::text[]) AS text',
      [texts],
    );
    return rows.map(({ key }) => key);
  });
  const keys = [...Object.values(advisoryLock).map(String), ...hashes];
  expect(keys.length).toBeGreaterThan(10);
  expect(new Set(keys).size).toBe(keys.length);
});

test('every key is in the one list', () => {
  const elsewhere = ['packages', 'subgraphs', 'gateway', 'bench']
    .flatMap((folder) => sources(join(root, folder)))
    .filter((path) => /7_?468_?726|hashtextextended\('[^$]/.test(readFileSync(path, 'utf8')))
    .map((path) => relative(root, path));
  expect(elsewhere).toEqual([list]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'generated', 'test'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}
