import { advisoryLockText, createSchema, inTransaction } from '@throughgate/database';
import type pg from 'pg';

// Columns id, aggregatetype, aggregateid, type and payload are Debezium's outbox contract
// (debezium.io/documentation/reference/stable/transformations/outbox-event-router.html), with the agency as the
// aggregate type, so that its connector could take the relay's place. UNIQUE (aggregateid, version) refuses two
// concurrent changes that both took themselves for the next version, among those that wait: who changes a file holds its
// row, which has the version. Rows leave when the log has their event; `published_at` is of relays of a version before, which
// marked them, and what they marked goes by age (`hub prune`).
const ddl = `
CREATE TABLE hub.outbox (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  aggregatetype text NOT NULL,
  aggregateid text NOT NULL,
  type text NOT NULL,
  payload jsonb NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  published_at timestamptz,
  UNIQUE (aggregateid, version)
);
CREATE INDEX outbox_unpublished ON hub.outbox (position) WHERE published_at IS NULL;
`;

/** Outboxes made before there were parked events get the columns for them; `outbox_parked` tells whether that is done. */
const parkingDdl = `
ALTER TABLE hub.outbox ADD COLUMN parked_at timestamptz, ADD COLUMN parked_reason text;
DROP INDEX hub.outbox_unpublished;
CREATE INDEX outbox_waiting ON hub.outbox (position) WHERE published_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_parked ON hub.outbox (position) WHERE parked_at IS NOT NULL;
`;

/**
 * Outboxes once notified relays by a trigger, and so in the transaction of the change, which made all commits of the server
 * wait for each other. Now whoever commits wakes them afterwards (`createOutboxBell`).
 */
const triggerDdl = `
DROP TRIGGER IF EXISTS outbox_notify ON hub.outbox;
DROP FUNCTION IF EXISTS hub.notify_outbox();
`;

/**
 * Where events stay that leave the outbox while a backup is made, since the log's part of it may be older than their sending:
 * the commands of docs/backup.md make a trigger for that time, which costs nothing at any other.
 */
const keepingDdl = `
CREATE TABLE hub.outbox_kept (LIKE hub.outbox);
CREATE FUNCTION hub.keep_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hub.outbox_kept SELECT * FROM sent;
  RETURN NULL;
END $$;
`;

/** Creates the table `hub.outbox` in an agency's database, or what it lacks; may be called by many at once. */
export async function ensureOutbox(pool: pg.Pool): Promise<void> {
  await createSchema(pool, 'hub.outbox', ddl);
  await createSchema(pool, 'hub.outbox_parked', parkingDdl);
  await createSchema(pool, 'hub.outbox_kept', keepingDdl);
  await dropTrigger(pool);
}

async function dropTrigger(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query(
    "SELECT FROM pg_trigger WHERE tgname = 'outbox_notify' AND tgrelid = to_regclass('hub.outbox')",
  );
  if (rowCount === 0) return;
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      advisoryLockText.relation('hub.outbox'),
    ]);
    await client.query(triggerDdl);
  });
}
