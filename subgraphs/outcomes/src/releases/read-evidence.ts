import type pg from 'pg';
import type { EventRow } from '../journey/rows.ts';

/** Events of journeys by their ids; what is none, or no more, is left out. */
export async function readEvidence(pool: pg.Pool, ids: readonly string[]): Promise<EventRow[]> {
  const { rows } = await pool.query<EventRow>(
    `SELECT file.cluster_id AS person_id, event.id, occurred_at, recorded_at, learnt_at, event.agency, type, title,
       subject_type, subject_id
     FROM outcomes.event JOIN outcomes.file ON file.id = event.file_id
     WHERE event.id = ANY ($1::uuid[])`,
    [ids],
  );
  return rows;
}
