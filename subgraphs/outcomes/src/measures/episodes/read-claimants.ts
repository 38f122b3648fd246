import type { PlainDate } from '@throughgate/domain';
import type { DeriveContext } from './define-episodes.ts';

/** A claim that gave entitlement, with the office of the claimant as it is now. */
export interface ClaimOfClaimant {
  readonly person_id: string;
  readonly id: string;
  readonly benefit: string;
  readonly entitled_from: PlainDate;
  /** First day for which nothing was due any more; null while it runs. */
  readonly ended_on: PlainDate | null;
  readonly closure_reason: string | null;
  readonly office_code: string | null;
}

type Of = Pick<DeriveContext, 'client' | 'personIds'>;

/** Claims of people that gave entitlement, the earliest first, with one statement. */
export async function readClaims({ client, personIds }: Of): Promise<readonly ClaimOfClaimant[]> {
  const { rows } = await client.query<ClaimOfClaimant>(
    `SELECT cluster_id AS person_id, claim.id, benefit, entitled_from, coalesce(effective_to, closed_on) AS ended_on,
       closure_reason, office_code
     FROM outcomes.file JOIN outcomes.claim ON claim.file_id = file.id
     LEFT JOIN outcomes.claimant_office AS office ON office.file_id = file.id
     WHERE cluster_id = ANY ($1::uuid[]) AND entitled_from IS NOT NULL AND state NOT IN ('ADVANCE', 'REJECTED')
       AND (coalesce(effective_to, closed_on) IS NULL OR coalesce(effective_to, closed_on) > entitled_from)
     ORDER BY entitled_from, claim.id COLLATE "C"`,
    [personIds],
  );
  return rows;
}

/** A referral to an employment programme. */
export interface ProgrammeReferralRow {
  readonly person_id: string;
  readonly id: string;
  readonly programme: string | null;
  readonly mandatory: boolean | null;
  readonly referred_on: PlainDate;
  readonly provider_code: string | null;
  readonly started_on: PlainDate | null;
  readonly ended_on: PlainDate | null;
}

/** Referrals of people to employment programmes, the earliest first, with one statement. */
export async function readProgrammeReferrals({
  client,
  personIds,
}: Of): Promise<readonly ProgrammeReferralRow[]> {
  const { rows } = await client.query<ProgrammeReferralRow>(
    `SELECT cluster_id AS person_id, referral.id, programme, mandatory, referred_on, provider_code, started_on, ended_on
     FROM outcomes.file JOIN outcomes.programme_referral AS referral ON file_id = file.id
     WHERE cluster_id = ANY ($1::uuid[]) AND referred_on IS NOT NULL ORDER BY referred_on, referral.id COLLATE "C"`,
    [personIds],
  );
  return rows;
}
