import { prepared } from '@throughgate/database';
import type pg from 'pg';

/**
 * Of which people an agency may know what restricts them, with one statement at most: the Jobcentre of those of whom it has
 * received a form that carries restrictions and was not withdrawn, others of all. A form that was signed, or sent, and did not arrive tells nobody
 * anything.
 */
export async function whoMayKnow(
  pool: pg.Pool,
  audience: string | null,
  personIds: readonly string[],
): Promise<(personId: string) => boolean> {
  if (audience !== 'jobcentre') return () => true;
  const { rows } = await pool.query<{ id: string }>(
    prepared(
      `SELECT DISTINCT person.id FROM unnest($1::uuid[]) AS person (id)
     JOIN outcomes.file AS held ON held.cluster_id = person.id JOIN outcomes.sharing_form AS form ON form.file_id = held.id
     JOIN outcomes.file AS got ON got.cluster_id = person.id JOIN outcomes.sharing_receipt AS receipt ON receipt.file_id = got.id
     WHERE receipt.form_id = form.id AND receipt.received_on IS NOT NULL
       AND form.restrictions_shared AND form.withdrawn_on IS NULL`,
      [personIds],
    ),
  );
  const known = new Set(rows.map(({ id }) => id));
  return (personId) => known.has(personId);
}
