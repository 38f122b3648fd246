import { createLogger } from '@throughgate/service';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { copyRows, createPool, inTransaction, type RowCopy } from '../src/index.ts';

let database: TestDatabase;
let pool: pg.Pool;
const metrics = new Registry();
beforeAll(async () => {
  database = await testDatabase();
  pool = createPool(database.url, { name: 'test', metrics, logger: createLogger('fatal'), max: 1 });
  await pool.query(
    'CREATE TABLE note (id int PRIMARY KEY, text text); CREATE TABLE other (id int PRIMARY KEY)',
  );
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => pool.query('TRUNCATE note, other').then(() => undefined));

const notes = (...rows: [string, string | null][]): RowCopy => ({ into: 'note (id, text)', rows });
const others = (...ids: string[]): RowCopy => ({ into: 'other (id)', rows: ids.map((id) => [id]) });
const copy = (...copies: RowCopy[]) => inTransaction(pool, (client) => copyRows(client, copies));
const all = async () => [
  (await pool.query('SELECT id, text FROM note ORDER BY id')).rows.map(({ id, text }) => [id, text]),
  (await pool.query('SELECT id FROM other ORDER BY id')).rows.map(({ id }) => id),
];

it('puts rows into several tables, as they were given', async () => {
  const texts = ['plain', '', null, '\\N', '\\.', 'tab\there', 'line\nline\r\n', 'back\\slash', '{"é":"😀"}'];
  await copy(
    notes(...texts.map((text, index): [string, string | null] => [String(index), text])),
    others(),
    others('1', '2'),
  );
  expect(await all()).toEqual([texts.map((text, index) => [index, text]), [1, 2]]);
  expect(await metrics.metrics()).toMatch(
    /throughgate_sql_statements_total\{pool="test",kind="data"[^}]*\} \d/,
  );
});

it('with nothing to copy asks nothing', async () => {
  await copy();
  await copy(notes());
  expect(await all()).toEqual([[], []]);
});

it.each<[string, RowCopy[], string]>([
  ['a key that is there', [others('1'), notes(['1', 'new']), others('2')], '23505'],
  ['a key that comes twice', [notes(['7', 'one'], ['7', 'two']), others('2')], '23505'],
  ['a value that is none', [notes(['one', 'text']), others('2')], '22P02'],
  ['a table that is not there', [others('2'), { into: 'nowhere', rows: [['1']] }], '42P01'],
])('%s is refused with all of its transaction, and the connection goes on', async (_name, copies, code) => {
  await copy(notes(['1', 'there']));
  await expect(copy(...copies)).rejects.toMatchObject({ code });
  expect(await all()).toEqual([[[1, 'there']], []]);
  // Over the same connection, for the pool has one.
  await copy(others('3'));
  expect(await all()).toEqual([[[1, 'there']], [3]]);
});

it('a connection that is lost meanwhile rejects, and nothing is left', async () => {
  const many = Array.from({ length: 50_000 }, (_, index): [string, string] => [
    String(index),
    'x'.repeat(100),
  ]);
  const lost = inTransaction(pool, async (client) => {
    const copied = copyRows(client, [notes(...many)]);
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    await copied;
  });
  await expect(lost).rejects.toThrow();
  expect(await all()).toEqual([[], []]);
});
