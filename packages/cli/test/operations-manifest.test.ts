import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeManifest } from '../src/commands/operations/manifest.ts';

const directory = mkdtempSync(join(tmpdir(), 'operations-manifest-'));
afterAll(() => rmSync(directory, { recursive: true }));

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(directory, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test('operations of a folder, each with the fragments that it uses and its SHA-256 as id', async () => {
  const path = folder('whole', {
    'b.graphql': 'query B { person { ...Name } }',
    'a.gql': 'mutation A { note }',
    'fragments.graphql': 'fragment Name on Person { name } fragment Other on Person { id }',
    'readme.md': 'not read',
  });
  const output = join(directory, 'manifest.json');
  expect((await makeManifest([path], { output, check: false })).text).toBe(`Written to ${output}.\n`);
  const manifest = JSON.parse(readFileSync(output, 'utf8'));
  expect(manifest).toMatchObject({ format: 'apollo-persisted-query-manifest', version: 1 });
  expect(manifest.operations).toMatchObject([
    { name: 'A', type: 'mutation' },
    { name: 'B', type: 'query', body: expect.stringContaining('fragment Name on Person') },
  ]);
  for (const { id, body } of manifest.operations) {
    expect(id).toBe(createHash('sha256').update(body).digest('hex'));
    expect(body).not.toContain('Other');
  }
  expect((await makeManifest([path], { output, check: true })).text).toContain('2 operations: A, B');
  writeFileSync(join(path, 'c.graphql'), 'query C { person { id } }');
  await expect(makeManifest([path], { output, check: true })).rejects.toThrow(/not the manifest/);
});

test('without a file it is printed', async () => {
  const path = folder('printed', { 'a.graphql': 'query A { a }' });
  const { text } = await makeManifest([join(path, 'a.graphql')], { check: false });
  expect(JSON.parse(text).operations).toHaveLength(1);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['nothing', {}, /holds no \.graphql/],
  ['no operation', { 'a.graphql': 'fragment F on P { a }' }, /no operation/],
  ['one without a name', { 'a.graphql': '{ a }' }, /without a name/],
  [
    'two of one name',
    { 'a.graphql': 'query A { a }', 'b.graphql': 'query A { b }' },
    /both have the operation A/,
  ],
  ['a schema', { 'a.graphql': 'type A { a: ID }' }, /something else/],
  ['no GraphQL', { 'a.graphql': '{' }, /a\.graphql cannot be used: Syntax Error/],
])('a folder with %s is refused', async (name, files, message) => {
  await expect(makeManifest([folder(name, files)], { check: false })).rejects.toThrow(message);
});

test('what is not there is refused', async () => {
  await expect(makeManifest([join(directory, 'absent')], { check: false })).rejects.toThrow(
    /absent cannot be read/,
  );
});
