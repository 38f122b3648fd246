import { prepared } from '@throughgate/database';
import type pg from 'pg';
import type { IdOf } from './file-ids.ts';
import type { Meaning } from './read-event.ts';

/** Stores what happened, and when the hub learnt it, which it remembers from the first time it met the event. */
export async function insertEvents(
  client: pg.ClientBase,
  meanings: readonly Meaning[],
  idOf: IdOf,
): Promise<void> {
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
  const { rows: answer } = await client.query<{ elsewhere: number }>(
    prepared(insert, [JSON.stringify(rows)]),
  );
  // A rebuild beside learnt of some at the same moment, which shows to a statement that begins now.
  if (answer[0]?.elsewhere !== 0) {
    await client.query(
      prepared(
        `UPDATE event SET learnt_at = learnt."learntAt" FROM unnest($1::uuid[], $2::text[]) AS stored (id, agency)
           JOIN public."LearntEvent" AS learnt USING (id, agency)
         WHERE event.id = stored.id AND event.agency = stored.agency`,
        [rows.map(({ id }) => id), rows.map(({ agency }) => agency)],
      ),
    );
  }
}

/** Learns of events that are new to the hub and stores all; says how many somebody else learnt of at the same moment. */
const insert = `WITH new AS MATERIALIZED (
    SELECT new.*, earlier."learntAt" AS earlier
    FROM json_to_recordset($1) AS new (id uuid, file_id uuid, occurred_at timestamptz, recorded_at timestamptz,
      agency text, type text, title text, subject_type text, subject_id text)
    LEFT JOIN public."LearntEvent" AS earlier USING (id, agency)),
  learnt AS (
    INSERT INTO public."LearntEvent" (id, agency, "learntAt") SELECT id, agency, now() FROM new WHERE earlier IS NULL
    ON CONFLICT DO NOTHING RETURNING id),
  stored AS (
    INSERT INTO event (id, file_id, occurred_at, recorded_at, learnt_at, agency, type, title, subject_type, subject_id)
    SELECT id, file_id, occurred_at, recorded_at, coalesce(earlier, now()), agency, type, title, subject_type, subject_id
    FROM new)
  SELECT ((SELECT count(*) FROM new WHERE earlier IS NULL) - (SELECT count(*) FROM learnt))::int AS elsewhere`;
