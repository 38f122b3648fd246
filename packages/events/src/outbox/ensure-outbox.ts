import { advisoryLockText, createSchema, inTransaction } from '@throughgate/database';
import type pg from 'pg';

// Columns id, aggregatetype, aggregateid, type and payload are Debezium's outbox contract
// (debezium.io/documentation/reference/stable/transformations/outbox-event-router.html), with the agency as the
// aggregate type, so that its connector could take the relay's place. UNIQUE (aggregateid, version) refuses two
// concurrent changes that both took themselves for the next version, among those that wait: who changes a file holds its
// row, which has the version. Rows leave when the log has their event (`hub.outbox_sent`); `published_at` is of relays of a version
// before, which marked them, and what they marked goes by age (`hub prune`).
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
 * What left the outbox, for as long as agencies keep it: a log that was lost, or restored from an older backup, is completed
 * from it (docs/backup.md). A row holds what left at once, in the outbox's columns, and nothing but its age is asked of it.
 */
const sentDdl = `
CREATE TABLE hub.outbox_sent (
  sent_at timestamptz NOT NULL,
  events json NOT NULL
);
`;

/** Creates the tables `hub.outbox` and `hub.outbox_sent` in an agency's database, or what they lack; may be called by many at once. */
export async function ensureOutbox(pool: pg.Pool): Promise<void> {
  await createSchema(pool, 'hub.outbox', ddl);
  await createSchema(pool, 'hub.outbox_parked', parkingDdl);
  await createSchema(pool, 'hub.outbox_sent', sentDdl);
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
