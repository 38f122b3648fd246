import type { Statements } from '@throughgate/database';
import { reasonOf } from '@throughgate/service';
import { toRecord } from '../event/cloud-event-record.ts';
import type { NewLogRecord } from '../log/event-log.ts';

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
export interface Waiting {
  readonly position: string;
  readonly record: NewLogRecord;
}

/** An event that cannot go on the log, and why. */
export interface Parking {
  readonly position: string;
  readonly reason: string;
}

/**
 * What waits: not parked, and not on the log, as relays of a version before noted it (`ensureOutbox`). The index
 * `outbox_waiting` has the same condition.
 */
const waits = 'published_at IS NULL AND parked_at IS NULL';

/**
 * Reads the first `limit` events that wait, but those of `exceptKeys`, as records for `topic`. Rows that make no record
 * come apart.
 */
export async function readWaiting(
  client: Statements,
  topic: string,
  { limit, exceptKeys }: { readonly limit: number; readonly exceptKeys: readonly string[] },
): Promise<{ waiting: readonly Waiting[]; unreadable: readonly Parking[] }> {
  // The payload stays text: it goes on as it is, and parsing it here would double the relay's work.
  const columns = `id, position, aggregatetype AS agency, aggregateid AS key, type, payload::text, version,
    subject_type, subject_id, occurred_at, recorded_at`;
  const { rows } =
    exceptKeys.length === 0
      ? await client.query<OutboxRow>({
          name: 'throughgate-outbox-read',
          text: `SELECT ${columns} FROM hub.outbox WHERE ${waits} ORDER BY position LIMIT $1`,
          values: [limit],
        })
      : await client.query<OutboxRow>({
          name: 'throughgate-outbox-read-except',
          text: `SELECT ${columns} FROM hub.outbox WHERE ${waits} AND aggregateid <> ALL ($2::text[])
            ORDER BY position LIMIT $1`,
          values: [limit, exceptKeys],
        });
  const waiting: Waiting[] = [];
  const unreadable: Parking[] = [];
  for (const row of rows) {
    const { position } = row;
    try {
      waiting.push({ position, record: toRecord(topic, envelopeOf(row), Buffer.from(row.payload)) });
    } catch (error) {
      const why = reasonOf(error);
      unreadable.push({ position, reason: `the row makes no record: ${why}` });
    }
  }
  return { waiting, unreadable };
}

/** Most bytes of data that are kept as one row: PostgreSQL has none beyond a GiB. One event has 8 MiB at most. */
const mostTogether = 16 * 2 ** 20;

/**
 * Moves events that the log has out of the outbox, to `hub.outbox_sent`: those of a statement are one row there, which
 * takes a third of the room that a row for each would.
 */
export async function remove(client: Statements, events: readonly Waiting[]): Promise<void> {
  for (let start = 0; start < events.length; ) {
    const positions: string[] = [];
    for (let bytes = 0; start < events.length && bytes < mostTogether; start += 1) {
      const event = events[start];
      positions.push(event?.position ?? '');
      bytes += event?.record.value?.length ?? 0;
    }
    await client.query({
      name: 'throughgate-outbox-remove',
      // The condition is that of the index: without it all of the outbox would be read each time.
      text: `WITH sent AS (
          DELETE FROM hub.outbox WHERE ${waits} AND position = ANY ($1::bigint[]) RETURNING outbox.*)
        INSERT INTO hub.outbox_sent (sent_at, events) SELECT now(), json_agg(sent) FROM sent HAVING count(*) > 0`,
      values: [positions],
    });
  }
}

/** Sets events aside, so that they stop nobody. */
export async function park(client: Statements, events: readonly Parking[]): Promise<void> {
  await client.query(
    `UPDATE hub.outbox SET parked_at = now(), parked_reason = parked.reason
      FROM unnest($1::bigint[], $2::text[]) AS parked (position, reason)
      WHERE outbox.position = parked.position AND ${waits}`,
    [
      events.map(({ position }) => position),
      events.map(({ reason }) => reason.replaceAll('\0', '').slice(0, 500)),
    ],
  );
}

/** How full an outbox is. */
export interface OutboxStatus {
  /** Events that wait. */
  readonly waiting: number;
  /** When the oldest of them was recorded; `undefined` when none waits. */
  readonly oldest: Date | undefined;
  /** Events that are parked. */
  readonly parked: number;
}

/** Looks at an outbox. */
export async function readOutboxStatus(client: Statements): Promise<OutboxStatus> {
  const { rows } = await client.query<{ waiting: string; oldest: Date | null; parked: string }>({
    name: 'throughgate-outbox-status',
    text: `SELECT (SELECT count(*) FROM hub.outbox WHERE ${waits}) AS waiting,
      (SELECT recorded_at FROM hub.outbox WHERE ${waits} ORDER BY position LIMIT 1) AS oldest,
      (SELECT count(*) FROM hub.outbox WHERE parked_at IS NOT NULL) AS parked`,
  });
  const [row] = rows;
  return {
    waiting: Number(row?.waiting),
    // PostgreSQL's infinity is no Date.
    oldest: row?.oldest instanceof Date ? row.oldest : undefined,
    parked: Number(row?.parked),
  };
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
