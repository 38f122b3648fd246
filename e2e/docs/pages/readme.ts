import type { PageTable } from '../support/page-table.ts';

/** The code blocks of README.md. */
export const readme: PageTable = {
  page: 'README.md',
  blocks: [
    [
      'sh',
      'npx --yes pnpm@12 start',
      {
        kind: 'not run',
        because: 'installs packages; what it runs then, `hub up`, is what all examples are asked of',
      },
    ],
    ['', 'Pages: ', { kind: 'printed by the start' }],
    ['sh', 'npx --yes pnpm@12 test', { kind: 'not run', because: 'runs all tests, this one among them' }],
    [
      'graphql',
      'query Journey(',
      { kind: 'graphql', variables: { identifier: 'FX7777ED' }, by: 'practitioner' },
    ],
    ['json', '{', { kind: 'answer' }],
    ['mermaid', 'flowchart LR', { kind: 'not run', because: 'a picture' }],
    [
      'ts',
      '/** A visit to a person in prison. */',
      { kind: 'not run', because: 'the shape of a declaration, whose like stands in each file of records' },
    ],
  ],
};
