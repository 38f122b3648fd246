import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Agency } from '../src/files/agency.ts';
import { tableColumns } from '../src/files/table-columns.ts';
import { createRequestReaders } from '../src/graph/reader.ts';
import { createRecordSource } from '../src/graph/record-source.ts';
import { type CountedConnection, defineRecord, type PageKey, sqlConnection } from '../src/index.ts';
import { memberFile } from './support/toy-agency.ts';

type Row = { id: string; crn: string; toy: string; from: Date; to: Date | null };

const loans = defineRecord(memberFile, {
  table: 'Loan',
  key: 'id',
  pageOf: {
    crn: { earliestFirst: 'from', as: 'date' },
    toy: { latestFirst: 'from', as: 'date' },
  },
});

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: pg.Pool;
let statements: string[];
let load: ReturnType<typeof createRequestReaders>['load'];

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await pool.query(`
    CREATE TABLE "Loan" (id text PRIMARY KEY, crn text NOT NULL, toy text NOT NULL, "from" date NOT NULL, "to" date);
    INSERT INTO "Loan" VALUES
      ('1', 'A', 'kite', '2026-10-01', NULL), ('2', 'A', 'ball', '2026-10-02', '2026-10-03'),
      ('3', 'A', 'kite', '2026-10-02', NULL), ('4', 'A', 'kite', '2026-10-05', '2026-10-06'),
      ('5', 'B', 'kite', '2026-10-04', NULL);`);
});

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

function ask() {
  statements = [];
  const counted = {
    query: (statement: pg.QueryConfig) => {
      statements.push(statement.text);
      return pool.query(statement);
    },
  } as pg.Pool;
  const source = createRecordSource(sqlConnection(counted), counted, tableColumns({} as Agency));
  ({ load } = createRequestReaders(source));
}

const ids = ({ edges }: CountedConnection<Row>) => edges.map(({ node }) => node.id);

/** As GraphQL does when the field is selected. */
const countOf = (page: CountedConnection<Row>) => (page.totalCount as unknown as () => Promise<number>)();

async function all(key: PageKey<Row>): Promise<string[][]> {
  const page = await load(loans.pageOf.crn, key);
  const { hasNextPage, endCursor } = page.pageInfo;
  return [ids(page), ...(hasNextPage ? await all({ ...key, after: endCursor }) : [])];
}

it('gives pages by a day, the earliest first, each row once', async () => {
  ask();
  expect(await all({ parent: 'A', first: 2 })).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
});

it('gives pages the latest first', async () => {
  ask();
  expect(ids(await load(loans.pageOf.toy, { parent: 'kite', first: 9 }))).toEqual(['4', '5', '3', '1']);
});

it.each([
  ['from a day on', [{ column: 'from', from: '2026-10-02' }], ['2', '3', '4']],
  ['before a day', [{ column: 'from', to: '2026-10-02' }], ['1']],
  ['to a day with it', [{ column: 'from', from: '2026-10-02', through: '2026-10-02' }], ['2', '3']],
  ['of some codes', [{ column: 'toy', in: ['ball', 'bear'] }], ['2']],
  ['of no code', [{ column: 'toy', in: [] }], []],
  ['of one value', [{ column: 'toy', is: 'ball' }], ['2']],
  ['without a value', [{ column: 'to', empty: true }], ['1', '3']],
  ['with a value', [{ column: 'to', empty: false }], ['2', '4']],
  [
    'of several conditions',
    [
      { column: 'toy', is: 'kite' },
      { column: 'from', from: '2026-10-02' },
    ],
    ['3', '4'],
  ],
  [
    'of conditions that were not given',
    [
      { column: 'from', from: null, to: undefined },
      { column: 'toy', in: null },
      { column: 'toy', is: null },
      { column: 'to', empty: null },
    ],
    ['1', '2', '3', '4'],
  ],
] satisfies [string, PageKey<Row>['where'], string[]][])(
  'gives and counts rows %s',
  async (_name, where, expected) => {
    ask();
    const page = await load(loans.pageOf.crn, { parent: 'A', first: 9, where });
    expect(ids(page)).toEqual(expected);
    expect(await countOf(page)).toBe(expected.length);
  },
);

it('counts what pages leave out, for all parents with one statement, and only when asked', async () => {
  ask();
  const pages = await Promise.all(
    ['A', 'B', 'C'].map((parent) => load(loans.pageOf.crn, { parent, first: 1 })),
  );
  expect(statements).toHaveLength(1);
  expect(await Promise.all(pages.map(countOf))).toEqual([4, 1, 0]);
  expect(statements).toHaveLength(2);
});

it('takes what looks like SQL in a condition as a value', async () => {
  ask();
  const page = await load(loans.pageOf.crn, {
    parent: 'A',
    first: 9,
    where: [{ column: 'toy', is: `kite' OR 'a' = 'a` }],
  });
  expect(ids(page)).toEqual([]);
});
