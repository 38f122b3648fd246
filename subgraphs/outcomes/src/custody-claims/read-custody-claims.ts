import { claimInCustody } from '@throughgate/domain';
import type pg from 'pg';
import type { CustodyClaim } from './custody-claim.ts';
import type { CustodyClaimQuestion } from './custody-claim-question.ts';
import { readReceptionsWithClaims } from './receptions-with-claims.ts';

/** All claims in custody that are asked about, the earliest reception first, with one statement. */
export async function readCustodyClaims(
  pool: pg.Pool,
  question: CustodyClaimQuestion,
): Promise<readonly CustodyClaim[]> {
  const { receivedFrom, receivedTo, prisonIds, benefitCentreCodes, openForDays, asOf } = question;
  const rows = await readReceptionsWithClaims(
    pool,
    `received_on BETWEEN $1 AND $2
       AND ($3::text[] IS NULL OR prison_id = ANY ($3))
       AND ($4::text[] IS NULL OR benefit_centre_code = ANY ($4))`,
    [receivedFrom, receivedTo, prisonIds, benefitCentreCodes],
  );
  return rows.flatMap((row) => {
    const found = claimInCustody(row, row, asOf);
    return found && found.daysOpen >= openForDays ? [{ ...row, ...found }] : [];
  });
}

/** What else there is to say of a claim in custody. */
export interface CustodyClaimDetails {
  readonly hadContact: boolean | null;
  readonly inductionHeldOn: string | null;
  readonly requestId: string | null;
}

/** Reads what else there is to say of claims in custody, in their order, with one statement. */
export async function readDetails(
  pool: pg.Pool,
  claims: readonly CustodyClaim[],
): Promise<readonly CustodyClaimDetails[]> {
  const { rows } = await pool.query<CustodyClaimDetails>(
    `SELECT
       CASE WHEN centre IS NOT NULL THEN EXISTS (
         SELECT FROM outcomes.contact
         WHERE at_kind = 'benefit-centre' AND at_code = centre AND role = 'BENEFIT_CLOSURE'
           AND from_day <= received_on AND (to_day IS NULL OR to_day >= received_on)) END AS "hadContact",
       (SELECT min((starts_at AT TIME ZONE 'Europe/London')::date)
        FROM outcomes.file JOIN outcomes.engagement ON engagement.file_id = file.id
        JOIN outcomes.adviser_interview AS interview ON (interview.file_id, interview.id) = (engagement.file_id, engagement.id)
        WHERE file.cluster_id = person_id AND engagement.type = 'INDUCTION' AND interview.held
          AND starts_at >= received_at
          AND (ended_on IS NULL OR (starts_at AT TIME ZONE 'Europe/London')::date <= ended_on)) AS "inductionHeldOn",
       (SELECT request.id FROM outcomes.file JOIN outcomes.closure_request AS request ON request.file_id = file.id
        WHERE file.cluster_id = person_id AND request.claim_id = asked.claim_id AND reception_on = received_on
        ORDER BY requested_on, request.id LIMIT 1) AS "requestId"
     FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::date[], $5::date[], $6::text[]) WITH ORDINALITY
       AS asked (person_id, claim_id, received_at, received_on, ended_on, centre, place)
     ORDER BY place`,
    [
      claims.map(({ personId }) => personId),
      claims.map(({ claimId }) => claimId),
      claims.map(({ receivedAt }) => receivedAt),
      claims.map(({ receivedOn }) => receivedOn),
      claims.map(({ endedOn }) => endedOn),
      claims.map(({ benefitCentreCode }) => benefitCentreCode),
    ],
  );
  return rows;
}
