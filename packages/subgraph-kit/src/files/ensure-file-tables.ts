import { createSchema } from '@throughgate/database';
import { ensureOutbox } from '@throughgate/events';
import type pg from 'pg';

const files = `
CREATE TABLE hub.file (
  key text PRIMARY KEY,
  version int NOT NULL
);
`;

const idempotency = `
CREATE TABLE hub.idempotency (
  key text PRIMARY KEY,
  mutation text NOT NULL,
  input_digest text NOT NULL,
  result_id text,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
`;

/**
 * Creates, where missing, the tables that every agency's database has beside its own: the version of each
 * file, the results of idempotent calls, and the outbox. They live in the schema `hub`, apart from the records.
 * Several processes may call this at once.
 */
export async function ensureFileTables(pool: pg.Pool): Promise<void> {
  await ensureOutbox(pool);
  await createSchema(pool, 'hub.file', files);
  await createSchema(pool, 'hub.idempotency', idempotency);
}
