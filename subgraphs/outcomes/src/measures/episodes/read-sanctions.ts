import type { PlainDate } from '@throughgate/domain';
import type { DeriveContext } from './define-episodes.ts';

/** A sanction that was applied. */
export interface AppliedSanction {
  readonly person_id: string;
  readonly id: string;
  readonly claim_id: string | null;
  readonly from_day: PlainDate;
}

/**
 * Sanctions of people that were applied, or applied and are over, the earliest first, with one statement: those that were only
 * proposed, for which there was a good reason, or that were overturned are none.
 */
export async function readSanctions({
  client,
  personIds,
}: Pick<DeriveContext, 'client' | 'personIds'>): Promise<readonly AppliedSanction[]> {
  const { rows } = await client.query<AppliedSanction>(
    `SELECT cluster_id AS person_id, sanction.id, claim_id, from_day
     FROM outcomes.file JOIN outcomes.sanction ON file_id = file.id
     WHERE cluster_id = ANY ($1::uuid[]) AND status IN ('APPLIED', 'ENDED') AND from_day IS NOT NULL
     ORDER BY from_day, sanction.id COLLATE "C"`,
    [personIds],
  );
  return rows;
}
