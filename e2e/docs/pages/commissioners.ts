import type { PageTable } from '../support/page-table.ts';

const twoThousand =
  'numbers of the 2,000 people of the default hub; that of this test has one, of whom no number is told';

/** The code blocks of docs/commissioners.md. */
export const commissioners: PageTable = {
  page: 'docs/commissioners.md',
  blocks: [
    [
      'graphql',
      '{\n  measure(id: "days-to-first-money", by: [',
      { kind: 'graphql', gives: 'no errors', comes: 'soon' },
    ],
    ['json', '{', { kind: 'not run', because: twoThousand }],
    [
      'sh',
      'npx pnpm hub measures run',
      { kind: 'not run', because: 'prints a table for people; e2e/measures-command-line runs it' },
    ],
    [
      'graphql',
      '{\n  measure(id: "days-to-first-money", version: 1',
      { kind: 'not run', because: 'its moment is before the first release of this hub' },
    ],
    ['graphql', 'mutation {', { kind: 'graphql' }],
    ['json', '{', { kind: 'answer' }],
    ['graphql', '{\n  compare(', { kind: 'graphql', gives: 'no errors', comes: 'soon' }],
    ['graphql', '{\n  funnel(', { kind: 'graphql', gives: 'no errors', comes: 'soon' }],
  ],
};
