import { ensureOutbox } from '@throughgate/events';
import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { ensureFileTables } from '../src/files/ensure-file-tables.ts';

const processes = 8;

test('the tables of files are made once, however many start on an empty database at once', async () => {
  await using database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 * processes });
  await using _ = { [Symbol.asyncDispose]: () => pool.end() };
  await ensureOutbox(pool);
  // Nobody can finish while this transaction has a table of that name, and so all of them are at it at the same moment.
  const inTheWay = await pool.connect();
  await using __ = { [Symbol.asyncDispose]: async () => inTheWay.release(true) };
  await inTheWay.query('BEGIN; CREATE TABLE hub.file (); CREATE TABLE hub.idempotency ()');
  const starting = Promise.allSettled(Array.from({ length: processes }, () => ensureFileTables(pool)));
  // Asked over another connection: a transaction sees the same activity to its end.
  const waiting =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await vi.waitFor(async () => expect((await pool.query(waiting)).rowCount).toBe(processes), 10_000);
  await inTheWay.query('ROLLBACK');
  expect(await starting).toEqual(Array.from({ length: processes }, () => ({ status: 'fulfilled' })));
  await pool.query("INSERT INTO hub.file VALUES ('A1', 1); TABLE hub.idempotency");
  // Whoever starts later finds them, and leaves them as they are.
  await ensureFileTables(pool);
  expect((await pool.query('TABLE hub.file')).rows).toEqual([{ key: 'A1', version: 1 }]);
});
