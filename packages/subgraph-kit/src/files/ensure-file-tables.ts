import { ensureOutbox } from '@throughgate/events';
import type pg from 'pg';

/**
 * Creates, where missing, the tables that every agency's database has beside its own: the version of each
 * file, the results of idempotent calls, and the outbox. They live in the schema `hub`, apart from the records.
 */
export async function ensureFileTables(pool: pg.Pool): Promise<void> {
  await ensureOutbox(pool);
  await pool.query(`
    CREATE TABLE IF NOT EXISTS hub.file (
      key text PRIMARY KEY,
      version int NOT NULL
    );
    CREATE TABLE IF NOT EXISTS hub.idempotency (
      key text PRIMARY KEY,
      mutation text NOT NULL,
      input_digest text NOT NULL,
      result_id text,
      recorded_at timestamptz NOT NULL DEFAULT now()
    );`);
}
