import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = (...patterns: string[]) =>
  patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((path) => !path.includes('generated'))
    .map(read);

/** The codes that a text of ours raises: in an error's extensions, as an agency's refusal, or as one of a list of codes. */
function codesIn(text: string): string[] {
  const named = [...text.matchAll(/\b(?:code: [^\n]*?|conflict\(\s*|Code = )'([A-Z][A-Z_]+)'/g)];
  const listed = [...text.matchAll(/type \w*Code =([^;]+);/g)].flatMap(([, list = '']) => [
    ...list.matchAll(/'([A-Z][A-Z_]+)'/g),
  ]);
  return [...named, ...listed].map(([, code = '']) => code);
}

/** What of Apollo Server's codes cannot be: persisted queries are off, and so none is looked for. */
const never: readonly string[] = [ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND];
const raised = new Set([
  ...sources('gateway/src/**/*.ts', 'packages/subgraph-kit/src/**/*.ts', 'subgraphs/*/src/**/*.ts').flatMap(
    codesIn,
  ),
  ...Object.values(ApolloServerErrorCode).filter((code) => !never.includes(code)),
]);
/** Codes of others that are caught where they come up, and told as one of ours. */
const translated = ['INVALID_GRAPHQL'];
/** Words of the tables that look like codes. */
const methods = ['GET', 'POST'];

test('every code that the gateway and the subgraphs raise is in the guide, and no other', () => {
  const [, section = ''] = /## Error codes\n([\s\S]*?)\n## /.exec(read('docs/front-end.md')) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  const documented = rows
    .flatMap((row) => [...row.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)])
    .map(([, code = '']) => code);
  expect([...new Set(documented)].filter((word) => !methods.includes(word)).sort()).toEqual(
    [...raised].filter((code) => !translated.includes(code)).sort(),
  );
  // The search finds something of each kind.
  for (const code of [
    'SUBGRAPH_TIMEOUT',
    'BAD_REQUEST',
    'IDEMPOTENCY_KEY_REUSED',
    'LICENCE_ENDED',
    'NOT_FOUND',
  ]) {
    expect(raised).toContain(code);
  }
});

test('the limits of the guide are those of the gateway', async () => {
  const { defaultLimits } = await import('../../gateway/src/features/limits/limits.ts');
  const [, section = ''] = /## Limits\n([\s\S]*?)\n## /.exec(read('docs/front-end.md')) ?? [];
  const rows = [...section.matchAll(/^\|[^|]*\| ([\d,]+)( MiB)? \| `(\w+)` \|$/gm)];
  const stated = rows.map(([, most = '', mebi, limit]) => [
    limit,
    Number(most.replaceAll(',', '')) * (mebi ? 1024 * 1024 : 1),
  ]);
  expect(Object.fromEntries(stated)).toEqual(defaultLimits);
});
