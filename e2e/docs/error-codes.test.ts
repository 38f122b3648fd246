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

/** What of Apollo Server's codes cannot be: the gateway keeps persisted queries. */
const never: readonly string[] = [ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED];
const raised = new Set([
  ...sources(
    'gateway/src/**/*.ts',
    'packages/authorization/src/**/*.ts',
    'packages/measures/src/**/*.ts',
    'packages/subgraph-kit/src/**/*.ts',
    'subgraphs/*/src/**/*.ts',
  ).flatMap(codesIn),
  ...Object.values(ApolloServerErrorCode).filter((code) => !never.includes(code)),
]);
/** Codes of others that are caught where they come up, and told as one of ours. */
const translated = ['INVALID_GRAPHQL', 'HPE_INVALID_EOF_STATE'];
/** Words of the tables that look like codes. */
const methods = ['GET', 'POST'];

const [, guide = ''] = /## Error codes\n([\s\S]*?)\n## /.exec(read('docs/front-end.md')) ?? [];
const codesOfRows = (section: string) =>
  section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((row) => [...row.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)])
    .map(([, code = '']) => code);

test('every code that the gateway and the subgraphs raise is in the guide, and no other', () => {
  expect([...new Set(codesOfRows(guide))].filter((word) => !methods.includes(word)).sort()).toEqual(
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

test('the codes that every subgraph may raise are those of the kit', () => {
  const [, ofAnySubgraph = ''] = /### From a subgraph\n([\s\S]*?)\nEach agency /.exec(guide) ?? [];
  // The kit raises what the gateway raises too: that is in one place for both.
  const ofKit = new Set(
    sources('packages/subgraph-kit/src/**/*.ts', 'packages/authorization/src/refusals.ts').flatMap(codesIn),
  );
  // The answer to what is no GraphQL request. The gateway sends none such, and so no client meets it.
  ofKit.delete('BAD_REQUEST');
  expect(codesOfRows(ofAnySubgraph).sort()).toEqual([...ofKit].sort());
});

const agencies = globSync('subgraphs/*/src/records', { cwd: root }).map((path) => path.split('/')[1] ?? '');

test('the guide tells the codes of every agency, and of no other', () => {
  const [, ofAgencies = ''] = /\n\| agency \|[^\n]*\n([\s\S]*?)\n(?:\n|$)/.exec(guide) ?? [];
  const named = [...ofAgencies.matchAll(/^\| ([\w-]+) \|/gm)].map(([, agency]) => agency);
  expect([...new Set(named)].sort()).toEqual(agencies.sort());
});

test.each(agencies)(
  '%s raises the codes of its list, each, and the guide tells their meanings',
  async (agency) => {
    const { errorCodes } = (await import(join(root, `subgraphs/${agency}/src/records/error-codes.ts`))) as {
      errorCodes: Record<string, string>;
    };
    const raisedHere = new Set(sources(`subgraphs/${agency}/src/**/*.ts`).flatMap(codesIn));
    expect([...raisedHere].sort()).toEqual(Object.keys(errorCodes).sort());
    const rows = guide.matchAll(new RegExp(`^\\| ${agency} \\| \`([A-Z_]+)\` \\| ([^|]+) \\|$`, 'gm'));
    const told = [...rows].map(([, code, meaning]) => [code, meaning]);
    expect(told).toEqual(Object.entries(errorCodes));
  },
);

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
