import type pg from 'pg';
import type { IdOf } from './file-ids.ts';
import type { Meaning } from './read-event.ts';

/** Stores what happened, and when the hub learnt it, which it remembers from the first time it met the event. */
export async function insertEvents(
  client: pg.ClientBase,
  meanings: readonly Meaning[],
  idOf: IdOf,
): Promise<void> {
  await client.query(
    `INSERT INTO public."LearntEvent" (id, agency, "learntAt")
     SELECT id, agency, now() FROM unnest($1::uuid[], $2::text[]) AS new (id, agency) ON CONFLICT DO NOTHING`,
    [meanings.map(({ event }) => event.id), meanings.map(({ event }) => event.agency)],
  );
  const rows = meanings.map(({ event, title, subject }) => ({
    id: event.id,
    file_id: idOf(event),
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    agency: event.agency,
    type: event.type,
    title,
    subject_type: subject.type,
    subject_id: subject.id,
  }));
  await client.query(
    `INSERT INTO event (id, file_id, occurred_at, recorded_at, learnt_at, agency, type, title, subject_type, subject_id)
     SELECT id, file_id, occurred_at, recorded_at, "learntAt", agency, type, title, subject_type, subject_id
     FROM json_to_recordset($1) AS new (id uuid, file_id uuid, occurred_at timestamptz, recorded_at timestamptz,
       agency text, type text, title text, subject_type text, subject_id text)
     JOIN public."LearntEvent" USING (id, agency)`,
    [JSON.stringify(rows)],
  );
}
