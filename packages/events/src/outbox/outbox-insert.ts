import type { ChangeEvent } from '../event/change-event.ts';

const text = `INSERT INTO hub.outbox
  (id, aggregatetype, aggregateid, type, payload, version, subject_type, subject_id, occurred_at, recorded_at)
SELECT e.* FROM jsonb_to_recordset($1::jsonb) AS e(
  id uuid, agency text, key text, type text, data jsonb, version bigint,
  subject_type text, subject_id text, occurred_at timestamptz, recorded_at timestamptz)`;

/**
 * The statement that puts events, in the order given, into the outbox. Run it in the transaction that makes the
 * change, after the person's file is locked by that change: with `client.query(text, values)` of pg or
 * `$executeRawUnsafe(text, ...values)` of Prisma. A file's version given twice fails with SQLSTATE 23505. After the commit,
 * wake the relays (`createOutboxBell`, `wakeRelays`); what they do not hear of they find when they look by themselves.
 */
export function outboxInsert(events: readonly ChangeEvent[]): { text: string; values: [string] } {
  const rows = events.map((event) => ({
    id: event.id,
    agency: event.agency,
    key: event.key,
    type: event.type,
    data: event.data,
    version: event.version,
    subject_type: event.subject.type,
    subject_id: event.subject.id,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
  }));
  return { text, values: [JSON.stringify(rows)] };
}
