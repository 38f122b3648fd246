import { createLogger } from '@throughgate/service';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPool, dayAndMomentAsText, pipeline, prepared, withRollback } from '../src/index.ts';

let database: TestDatabase;
let pool: pg.Pool;
const metrics = new Registry();
beforeAll(async () => {
  database = await testDatabase();
  pool = createPool(database.url, { name: 'test', metrics, logger: createLogger('fatal'), max: 1 });
  await pool.query('CREATE TABLE note (id int PRIMARY KEY, day date, text text)');
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => pool.query('TRUNCATE note').then(() => undefined));

const begin = prepared('BEGIN', []);
const commit = prepared('COMMIT', []);
const insert = (id: number, text: string) =>
  prepared('INSERT INTO note VALUES ($1, $2, $3) RETURNING id, day', [id, '2026-10-01', text]);
const ids = async () => (await pool.query('SELECT id FROM note ORDER BY id')).rows.map(({ id }) => id);
const together = (statements: readonly pg.QueryConfig[]) =>
  withRollback(pool, (client) => pipeline(client, statements));

it('answers each of many statements, with the types that each asks for, again and again', async () => {
  for (const id of [1, 2, 3]) {
    const results = await together([
      begin,
      insert(id, 'first'),
      { text: 'SELECT day FROM note WHERE id = $1', values: [id], types: dayAndMomentAsText },
      { text: 'SELECT id, text FROM note WHERE text = ANY ($1)', values: [['first', '{"q"}']] },
      commit,
    ]);
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['BEGIN', null],
      ['INSERT', 1],
      ['SELECT', 1],
      ['SELECT', id],
      ['COMMIT', null],
    ]);
    expect(results[1]?.rows).toEqual([{ id, day: '2026-10-01' }]);
  }
});

it('a statement that fails keeps those behind it from running, its COMMIT too, and none is taken for prepared that was not', async () => {
  await together([begin, insert(1, 'there'), commit]);
  const later = prepared('UPDATE note SET text = $1', ['later']);
  await expect(together([begin, insert(2, 'new'), insert(1, 'again'), later, commit])).rejects.toMatchObject({
    code: '23505',
  });
  expect(await ids()).toEqual([1]);
  // Over the same connection, for the pool has one.
  const results = await together([begin, insert(3, 'new'), later, commit]);
  expect(results[2]?.rowCount).toBe(2);
  expect(await ids()).toEqual([1, 3]);
});

it('a failing first preparation does not spoil the connection', async () => {
  const wrong = prepared('INSERT INTO note (missing) VALUES ($1)', [1]);
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(together([begin, wrong, commit])).rejects.toMatchObject({ code: '42703' });
  }
  await together([begin, insert(1, 'there'), commit]);
  expect(await ids()).toEqual([1]);
});

it('each statement sees what others committed before it began', async () => {
  await using other = await testDatabaseSession();
  await other.query('BEGIN');
  await other.query("INSERT INTO note VALUES (1, '2026-10-01', 'held')");
  const waits = together([
    begin,
    { text: "INSERT INTO note VALUES (1, '2026-10-02', 'mine') ON CONFLICT DO NOTHING", values: [] },
    { text: 'SELECT text FROM note', values: [] },
    commit,
  ]);
  await expect
    .poll(async () => (await other.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount)
    .toBeGreaterThan(0);
  await other.query('COMMIT');
  expect((await waits)[2]?.rows).toEqual([{ text: 'held' }]);
});

it('a connection that ends while statements are under way rejects them, and the next has another connection', async () => {
  await using other = await testDatabaseSession();
  const lost = together([begin, { text: 'SELECT pg_sleep(60)', values: [] }, commit]);
  lost.catch(() => undefined);
  await expect
    .poll(
      async () =>
        (
          await other.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
          )
        ).rowCount,
    )
    .toBeGreaterThan(0);
  await expect(lost).rejects.toThrow();
  await together([begin, insert(1, 'after'), commit]);
  expect(await ids()).toEqual([1]);
});

it('the metrics count each statement by its kind', async () => {
  const counted = async (kind: string) =>
    Number(
      new RegExp(`throughgate_sql_statements_total\\{pool="test",kind="${kind}"\\} (\\d+)`).exec(
        await metrics.metrics(),
      )?.[1],
    );
  const before = [await counted('data'), await counted('control')];
  await together([begin, insert(1, 'one'), insert(2, 'two'), commit]);
  expect([await counted('data'), await counted('control')]).toEqual([
    (before[0] ?? 0) + 2,
    (before[1] ?? 0) + 2,
  ]);
});

/** A connection beside the pool's one. */
async function testDatabaseSession() {
  const beside = createPool(database.url, {
    name: 'beside',
    metrics: new Registry(),
    logger: createLogger('fatal'),
    max: 1,
  });
  return { query: (text: string) => beside.query(text), [Symbol.asyncDispose]: () => beside.end() };
}
