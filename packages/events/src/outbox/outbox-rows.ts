import type pg from 'pg';
import { toRecord } from '../cloud-event-record.ts';
import type { NewLogRecord } from '../event-log.ts';

interface OutboxRow {
  id: string;
  position: string;
  agency: string;
  key: string;
  type: string;
  payload: string;
  version: string;
  subject_type: string;
  subject_id: string;
  occurred_at: Date;
  recorded_at: Date;
}

/** An event that waits in the outbox. */
export interface Unpublished {
  readonly position: string;
  readonly recordedAt: Date;
  readonly record: NewLogRecord;
}

/** Reads the first `limit` events that are not marked as published, as records for `topic`. */
export async function readUnpublished(
  client: pg.ClientBase,
  topic: string,
  limit: number,
): Promise<readonly Unpublished[]> {
  // The payload stays text: it goes on as it is, and parsing it here would double the relay's work.
  const { rows } = await client.query<OutboxRow>({
    name: 'throughgate-outbox-read',
    text: `SELECT id, position, aggregatetype AS agency, aggregateid AS key, type, payload::text, version,
        subject_type, subject_id, occurred_at, recorded_at
      FROM hub.outbox WHERE published_at IS NULL ORDER BY position LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => ({
    position: row.position,
    recordedAt: row.recorded_at,
    record: toRecord(topic, envelopeOf(row), Buffer.from(row.payload)),
  }));
}

/** Marks events as being on the log. */
export async function markPublished(client: pg.ClientBase, events: readonly Unpublished[]): Promise<void> {
  await client.query({
    name: 'throughgate-outbox-mark',
    text: `UPDATE hub.outbox SET published_at = now()
      WHERE published_at IS NULL AND position = ANY ($1::bigint[])`,
    values: [events.map(({ position }) => position)],
  });
}

/** How many events wait in the outbox. */
export async function countUnpublished(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    'SELECT count(*) FROM hub.outbox WHERE published_at IS NULL',
  );
  return Number(rows[0]?.count);
}

function envelopeOf(row: OutboxRow) {
  return {
    id: row.id,
    agency: row.agency,
    type: row.type,
    key: row.key,
    version: Number(row.version),
    subject: { type: row.subject_type, id: row.subject_id },
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}
