import { copyRows, inTransaction } from '@throughgate/database';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JsonColumns, readJsonColumns, tableCopies } from '../src/files/table-copies.ts';
import { type ToyDatabase, toyDatabase } from './support/toy-database.ts';

let database: ToyDatabase;
let pool: pg.Pool;
let json: JsonColumns;
beforeAll(async () => {
  database = await toyDatabase();
  pool = database.pool;
  await pool.query(`CREATE TABLE "Thing" (id text PRIMARY KEY, text text, "texts" text[], "json" jsonb, whole int,
    real float8, yes boolean, at timestamptz(3), day date, made text DEFAULT 'by default')`);
  json = await inTransaction(pool, readJsonColumns);
});
afterAll(() => database[Symbol.asyncDispose]());

// PostgreSQL knows no text with a zero character, and no half of a surrogate pair.
const text = fc
  .string({ unit: 'grapheme' })
  .map((made) => made.replaceAll('\0', ''))
  .filter((made) => made.isWellFormed());
const ugly = fc.oneof(
  text,
  fc.constantFrom('', '\\N', '\\.', 'NULL', '{}', '{a,b}', '"', '\\', '\t', '\r\n', ',', ' '),
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const row = fc.record({
  text: orNull(ugly),
  texts: orNull(fc.array(orNull(ugly), { maxLength: 4 })),
  json: orNull(
    fc.oneof(ugly, fc.array(ugly, { maxLength: 3 }), fc.record({ ugly, n: fc.integer() }), fc.boolean()),
  ),
  whole: orNull(fc.integer()),
  real: orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  yes: orNull(fc.boolean()),
  at: orNull(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })).map(
    (date) => date?.toISOString() ?? null,
  ),
  day: orNull(fc.constantFrom('2026-10-01', '1999-12-31')),
});

it('a row that is copied is the row that a live change writes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (given) => {
      const rows = given.map((one, index) => ({ id: String(index), ...one }));
      await pool.query('TRUNCATE "Thing"');
      const columns = Object.keys(rows[0] as object)
        .map((column) => `"${column}"`)
        .join(', ');
      await pool.query(
        `INSERT INTO "Thing" (${columns})
         SELECT ${columns} FROM jsonb_populate_recordset(NULL::"Thing", $1::jsonb)`,
        [JSON.stringify(rows)],
      );
      const live = await stored();
      await pool.query('TRUNCATE "Thing"');
      await copy(rows);
      expect(await stored()).toEqual(live);
    }),
    { numRuns: 60 },
  );
});

it('rows of different commands may name different columns, and in another order; what none names gets its default', async () => {
  await pool.query('TRUNCATE "Thing"');
  await copy([
    { id: '1', text: 'a', made: 'by hand' },
    { text: 'b', id: '2' },
    { id: '3', text: undefined, json: {} },
  ]);
  const { rows } = await pool.query('SELECT id, text, json, made FROM "Thing" ORDER BY id');
  expect(rows).toEqual([
    { id: '1', text: 'a', json: null, made: 'by hand' },
    { id: '2', text: 'b', json: null, made: 'by default' },
    { id: '3', text: null, json: {}, made: 'by default' },
  ]);
});

function copy(rows: readonly ({ readonly id: string } & Record<string, unknown>)[]): Promise<void> {
  const things = new Map([['Thing', new Map(rows.map((one) => [one.id, one]))]]);
  return inTransaction(pool, (client) => copyRows(client, tableCopies(things, json)));
}

async function stored(): Promise<unknown[]> {
  return (await pool.query('SELECT "Thing"::text AS text FROM "Thing" ORDER BY id')).rows;
}
