import type { PlainDate } from '@throughgate/domain';
import type { DeriveContext } from './define-episodes.ts';

/** A form of a case of probation, as far as the Jobcentre received it. */
export interface ReceivedForm {
  readonly file_id: string;
  readonly person_id: string;
  readonly id: string;
  readonly received_on: PlainDate;
  readonly withdrawn_on: PlainDate | null;
  readonly feedback_on: PlainDate | null;
}

/**
 * Forms of people that the Jobcentre received, with one statement: those of which it holds a receipt in a file of the same person, as
 * for what it may know (`whoMayKnow`). One that was signed, or sent, and did not arrive is none.
 */
export async function readReceivedForms({
  client,
  personIds,
}: Pick<DeriveContext, 'client' | 'personIds'>): Promise<readonly ReceivedForm[]> {
  const { rows } = await client.query<ReceivedForm>(
    `SELECT held.id AS file_id, held.cluster_id AS person_id, form.id, min(receipt.received_on) AS received_on,
       form.withdrawn_on, min(receipt.feedback_on) AS feedback_on
     FROM outcomes.file AS held JOIN outcomes.sharing_form AS form ON form.file_id = held.id
     JOIN outcomes.file AS got ON got.cluster_id = held.cluster_id
     JOIN outcomes.sharing_receipt AS receipt ON receipt.file_id = got.id AND receipt.form_id = form.id
     WHERE held.cluster_id = ANY ($1::uuid[]) AND receipt.received_on IS NOT NULL
     GROUP BY held.id, held.cluster_id, form.id, form.withdrawn_on ORDER BY form.id`,
    [personIds],
  );
  return rows;
}

/** Units of cases of probation. */
export interface UnitOfCase {
  readonly file_id: string;
  readonly unit_code: string;
  readonly region_code: string | null;
  readonly begins: PlainDate;
}

/** The units of people's cases, by the ids of the files, each the earliest first, with one statement. */
export async function readUnits({
  client,
  personIds,
}: Pick<DeriveContext, 'client' | 'personIds'>): Promise<ReadonlyMap<string, readonly UnitOfCase[]>> {
  const { rows } = await client.query<UnitOfCase>(
    `SELECT file_id, unit_code, region_code, begins
     FROM outcomes.file JOIN outcomes.case_unit ON file_id = file.id
     WHERE cluster_id = ANY ($1::uuid[]) ORDER BY file_id, begins, case_unit.id`,
    [personIds],
  );
  return Map.groupBy(rows, ({ file_id }) => file_id);
}
