import { prepared } from '@throughgate/database';
import type pg from 'pg';
import type { PlaceQuestion } from './clash-question.ts';

/** Somebody who may have clashes at a place. */
export interface PersonOfPlace {
  /** Id of the person. */
  readonly id: string;
  /** Whether the person signs on at one of the offices; true where no offices are named. */
  readonly is_claimant: boolean;
}

/** People of delivery units: whose case one of them has now. */
const ofUnits = `
  SELECT file.cluster_id FROM outcomes.case_manager AS now JOIN outcomes.file ON file.id = file_id
  WHERE unit_code = ANY ($2) AND NOT EXISTS (
    SELECT FROM outcomes.case_manager AS later
    WHERE later.file_id = now.file_id AND (later.begins, later.id) > (now.begins, now.id))`;

/** People who are expected at offices in a period, and those who sign on there and have shifts, or interviews at no office. */
const ofOffices = `
  SELECT cluster_id, bool_or(is_claimant) AS is_claimant FROM (
    SELECT file.cluster_id, false AS is_claimant FROM outcomes.engagement JOIN outcomes.file ON file.id = file_id
    WHERE office_code = ANY ($1) AND starts_at >= $3 AND starts_at < $4
    UNION
    SELECT claimant.cluster_id, true
    FROM outcomes.claimant_office JOIN outcomes.file AS claimant ON claimant.id = file_id
    WHERE office_code = ANY ($1) AND (
      EXISTS (SELECT FROM outcomes.engagement AS nowhere
        WHERE nowhere.file_id = claimant.id AND starts_at >= $3 AND starts_at < $4 AND nowhere.office_code IS NULL)
      OR EXISTS (SELECT FROM outcomes.file JOIN outcomes.job ON job.file_id = file.id
        WHERE file.cluster_id = claimant.cluster_id AND shifts <> '[]'))
  ) AS expected GROUP BY cluster_id`;

/**
 * Finds the people who may have clashes at the places asked about, with one statement. A file that no event has described stands for
 * nobody yet.
 */
export async function peopleOfPlace(
  pool: pg.Pool,
  { officeCodes, unitCodes, from, until }: PlaceQuestion,
): Promise<readonly PersonOfPlace[]> {
  const people =
    officeCodes === null ? `SELECT cluster_id, true AS is_claimant FROM (${ofUnits}) AS unit` : ofOffices;
  const { rows } = await pool.query<PersonOfPlace>(
    prepared(
      `SELECT DISTINCT cluster_id AS id, is_claimant FROM (${people}) AS people
     WHERE ($1::text[] IS NULL OR $2::text[] IS NULL OR cluster_id IN (${ofUnits}))
       AND $3::timestamptz < $4::timestamptz
       AND EXISTS (SELECT FROM outcomes.file WHERE file.cluster_id = people.cluster_id AND described_at IS NOT NULL)`,
      [officeCodes, unitCodes, new Date(from), new Date(until)],
    ),
  );
  return rows;
}
