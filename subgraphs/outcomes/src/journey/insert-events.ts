import { prepared } from '@throughgate/database';
import type pg from 'pg';
import type { IdOf } from './file-ids.ts';
import type { Meaning } from './read-event.ts';

/**
 * The statement that stores what happened, and when the hub learnt it, which it remembers from the first time it met the event. A rebuild
 * beside that learns of some at the same moment is waited for, and which of the two was first holds for both.
 */
export function insertEvents(meanings: readonly Meaning[], idOf: IdOf): pg.QueryConfig {
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
  return prepared(insert, [JSON.stringify(rows)]);
}

const insert = `WITH new AS MATERIALIZED (
    SELECT new.*, earlier."learntAt" AS earlier
    FROM json_to_recordset($1) AS new (id uuid, file_id uuid, occurred_at timestamptz, recorded_at timestamptz,
      agency text, type text, title text, subject_type text, subject_id text)
    LEFT JOIN public."LearntEvent" AS earlier USING (id, agency)),
  learnt AS (
    INSERT INTO public."LearntEvent" AS old (id, agency, "learntAt")
      SELECT id, agency, now() FROM new WHERE earlier IS NULL ORDER BY id, agency
    ON CONFLICT (id, agency) DO UPDATE SET "learntAt" = old."learntAt" RETURNING id, agency, "learntAt"),
  elsewhere AS MATERIALIZED (SELECT * FROM learnt WHERE "learntAt" <> now()::timestamptz(3))
  INSERT INTO event (id, file_id, occurred_at, recorded_at, learnt_at, agency, type, title, subject_type, subject_id)
  SELECT new.id, file_id, occurred_at, recorded_at, coalesce(earlier, elsewhere."learntAt", now()), new.agency, type, title,
    subject_type, subject_id
  FROM new LEFT JOIN elsewhere ON elsewhere.id = new.id AND elsewhere.agency = new.agency`;
