import { expect, test } from 'vitest';
import { differs } from './support/differs.ts';
import { type CodeBlock, codeBlocks } from './support/markdown.ts';
import { unaccounted } from './support/page-table.ts';

const id = '01a201c7-b5bb-714a-880e-71ea7331ca25';

test.each<[string, unknown, unknown, boolean]>([
  ['the same', { a: [1, null, 'x'] }, { a: [1, null, 'x'] }, false],
  ['another UUID', { id }, { id: id.replace('0', '1') }, false],
  ['text left out', 'Accepted: CRN; …', 'Accepted: CRN; prisoner number (prisons)', false],
  ['elements left out of a part', [{ n: 1 }, { n: 3 }], [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }], true],
])('an answer is as shown: %s', (_, shown, answer, part) => {
  expect(differs(shown, answer, part)).toBeUndefined();
});

test.each<[string, unknown, unknown, boolean, string]>([
  ['another value', { a: { b: 1 } }, { a: { b: 2 } }, false, '$.a.b: the page shows 1, the answer has 2'],
  ['a field more', { a: 1 }, { a: 1, b: 2 }, false, '$.b'],
  ['a field less', { a: 1, b: 2 }, { a: 1 }, false, '$.b'],
  ['a field more in a part', [{ a: 1 }], [{ a: 1, b: 2 }], true, '$ from element 0'],
  ['null for a list', { a: [] }, { a: null }, false, '$.a'],
  ['elements left out of what is whole', [1], [1, 2], false, '$'],
  ['another order in a part', [2, 1], [1, 2], true, '$ from element 2'],
  ['no UUID', id, 'x', false, '$'],
  ['text beyond what is shown', 'a.c', 'abc', false, '$'],
])('an answer is not as shown: %s', (_, shown, answer, part, told) => {
  expect(differs(shown, answer, part)).toContain(told);
});

test('a block that is new, gone or in another place is told', () => {
  const block = (language: string, text: string): CodeBlock => ({ language, marks: [], text, line: 7 });
  const table = {
    page: 'p.md',
    blocks: [
      ['graphql', '{ a', { kind: 'graphql' }],
      ['json', '{', { kind: 'answer' }],
    ],
  } as const;
  const [first, second] = [block('graphql', '{ a }'), block('json', '{}')] as const;
  expect(unaccounted(table, [first, second])).toBeUndefined();
  expect(unaccounted(table, [first, second, block('sh', 'ls')])).toContain('"ls" is not in the table');
  expect(unaccounted(table, [first])).toContain('which the page has not');
  expect(unaccounted(table, [second, first])).toContain('p.md:7');
  expect(
    unaccounted(
      { ...table, blocks: [['graphql', '{ a', { kind: 'not run', because: '' }], table.blocks[1]] },
      [first, second],
    ),
  ).toContain('is not the answer');
});

test('the blocks of a page are read with their language, their marks and their place', () => {
  const blocks = codeBlocks('README.md');
  const answer = blocks.find(({ marks }) => marks.includes('part'));
  expect(answer?.language).toBe('json');
  expect(JSON.parse(answer?.text ?? '')).toHaveProperty('data.offender');
});
