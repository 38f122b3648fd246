import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { expect, it } from 'vitest';
import type { Agency } from '../src/files/agency.ts';
import { tableColumns } from '../src/files/table-columns.ts';
import { createRecordSource } from '../src/graph/record-source.ts';

const connection = {
  // What a generated client has for the model Loan.
  loan: {},
  $queryRawUnsafe: () => Promise.reject(new Error('rows are not read through Prisma')),
  $disconnect: async () => undefined,
};

/** A source over a table with a day in it, and the statements that it sends. */
async function opened() {
  const stack = new AsyncDisposableStack();
  const { url } = stack.use(await testDatabase());
  // One connection, so that a statement that was prepared meets every change of its table.
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  stack.defer(() => pool.end());
  await pool.query(`CREATE TABLE "Loan" (id text PRIMARY KEY, crn text NOT NULL, "from" date NOT NULL, note text);
    INSERT INTO "Loan" VALUES ('1', 'A', '2026-10-01', 'x'), ('2', 'B', '2026-10-02', NULL), ('3', 'A', '2026-10-03', NULL)`);
  const sent: pg.QueryConfig[] = [];
  const counted = {
    query: (statement: pg.QueryConfig) => {
      sent.push(statement);
      return pool.query(statement);
    },
  } as pg.Pool;
  const source = createRecordSource(connection, counted, tableColumns({} as Agency));
  const read = (crn: string) => source.rowsIn('Loan', 'crn', [crn], [{ from: 'desc' }]);
  return { pool, sent, read, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it('reads rows in their order and as Prisma types them, by prepared statements once it knows the columns', async () => {
  await using world = await opened();
  const days = [new Date('2026-10-03T00:00:00Z'), new Date('2026-10-01T00:00:00Z')];
  const expected = [
    { id: '3', crn: 'A', from: days[0], note: null },
    { id: '1', crn: 'A', from: days[1], note: 'x' },
  ];
  for (let time = 0; time < 7; time += 1) expect(await world.read('A')).toEqual(expected);
  expect(await world.read('C')).toEqual([]);
  expect(world.sent.map(({ name }) => name !== undefined)).toEqual([false, ...Array(7).fill(true)]);
  // The plan that fits all lists is the one that stays, and no list has a plan made for it.
  const { rows } = await world.pool.query(
    'SELECT generic_plans > 0 AS generic FROM pg_prepared_statements WHERE name = $1',
    [world.sent[1]?.name],
  );
  expect(rows).toEqual([{ generic: true }]);
});

it('goes on reading while a migration beside adds a column and takes one away', async () => {
  await using world = await opened();
  await world.read('B');
  await world.read('B');
  await world.pool.query('ALTER TABLE "Loan" ADD COLUMN later text');
  expect(await world.read('B')).toEqual([
    { id: '2', crn: 'B', from: new Date('2026-10-02T00:00:00Z'), note: null },
  ]);
  await world.pool.query('ALTER TABLE "Loan" DROP COLUMN note');
  for (let time = 0; time < 2; time += 1) {
    expect(await world.read('B')).toEqual([
      { id: '2', crn: 'B', from: new Date('2026-10-02T00:00:00Z'), later: null },
    ]);
  }
});
