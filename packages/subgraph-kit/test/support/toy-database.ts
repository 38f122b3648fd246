import { createPool } from '@throughgate/database';
import { createLogger } from '@throughgate/service';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { ensureFileTables } from '../../src/files/ensure-file-tables.ts';

/** A database of the agency that lends toys, with the tables of files. */
export interface ToyDatabase extends TestDatabase {
  /** Ends with the database. */
  readonly pool: pg.Pool;
  /** Takes all out of the tables. */
  empty(): Promise<void>;
}

/** Creates a {@link ToyDatabase} that nobody has used yet, dropped with `await using`. */
export async function toyDatabase(): Promise<ToyDatabase> {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await testDatabase());
  const pool = createPool(url, { name: 'test', metrics: new Registry(), logger: createLogger('fatal') });
  stack.defer(() => pool.end());
  await pool.query(`
    CREATE TABLE "Member" (crn text PRIMARY KEY, name text NOT NULL);
    CREATE TABLE "Loan" (id text PRIMARY KEY, crn text NOT NULL, toy text NOT NULL,
      "from" date NOT NULL, "to" date);`);
  await ensureFileTables(pool);
  const made = stack.move();
  return {
    url,
    pool,
    async empty() {
      await pool.query('TRUNCATE "Member", "Loan", hub.file, hub.idempotency, hub.outbox, hub.outbox_sent');
    },
    [Symbol.asyncDispose]: () => made.disposeAsync(),
  };
}
