import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createSchema } from '../src/index.ts';

test('several that make different tables in a schema that is missing wait for one another', async () => {
  await using database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 6 });
  await using _ = { [Symbol.asyncDispose]: () => pool.end() };
  // Nobody can finish while this transaction has a schema of that name, and so both are at it at the same moment.
  const inTheWay = await pool.connect();
  await using __ = { [Symbol.asyncDispose]: async () => inTheWay.release(true) };
  await inTheWay.query('BEGIN; CREATE SCHEMA fresh');
  const names = ['one', 'other'];
  const making = Promise.allSettled(
    names.map((name) => createSchema(pool, `fresh.${name}`, `CREATE TABLE fresh.${name} ()`)),
  );
  // Asked over another connection: a transaction sees the same activity to its end.
  const waiting =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await vi.waitFor(async () => expect((await pool.query(waiting)).rowCount).toBe(2), 10_000);
  await inTheWay.query('ROLLBACK');
  expect(await making).toEqual(names.map(() => ({ status: 'fulfilled' })));
  const { rows } = await pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'fresh' ORDER BY 1");
  expect(rows).toEqual([{ tablename: 'one' }, { tablename: 'other' }]);
});

test('what cannot be made leaves nothing behind, and can be made later', async () => {
  await using database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await using _ = { [Symbol.asyncDispose]: () => pool.end() };
  const making = createSchema(pool, 'fresh.one', 'CREATE TABLE fresh.one (); CREATE TABLE nowhere.other ()');
  await expect(making).rejects.toThrow('schema "nowhere" does not exist');
  expect((await pool.query("SELECT FROM pg_namespace WHERE nspname = 'fresh'")).rowCount).toBe(0);
  await createSchema(pool, 'fresh.one', 'CREATE TABLE fresh.one ()');
  await createSchema(pool, 'fresh.one', 'this is not run');
});
