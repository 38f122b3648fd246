import type pg from 'pg';
import type { ReceptionAndClaim } from './custody-claim.ts';

/**
 * Receptions that meet a condition, each with every claim of the person that gave entitlement by then and was not closed before: the
 * earliest reception first, with one statement. Claims are found by linkage, whatever number they were made with. People whom no
 * event has described yet are left out. Whether a claim counts, `claimInCustody` decides.
 */
export async function readReceptionsWithClaims(
  client: Pick<pg.ClientBase, 'query'>,
  condition: string,
  values: unknown[],
): Promise<readonly ReceptionAndClaim[]> {
  return (await client.query<ReceptionAndClaim>(statement(condition), values)).rows;
}

function statement(condition: string): string {
  return `SELECT held.cluster_id AS "personId", reception.id AS "receptionId", received_at AS "receivedAt",
       received_on AS "receivedOn", (ended_at AT TIME ZONE 'Europe/London')::date AS "endedOn", prison_id AS "prisonId",
       claim.id AS "claimId", benefit, state, entitled_from AS "entitledFrom", closed_on AS "closedOn",
       effective_to AS "effectiveTo",
       greatest(claim.paid_to, (SELECT max(paid.paid_to) FROM outcomes.money_paid AS paid
         WHERE paid.file_id = claim.file_id AND paid.claim_id = claim.id AND source = 'BENEFIT')) AS "paidTo",
       daily_rate_pence AS "dailyRatePence", housing_costs_from AS "housingCostsFrom",
       benefit_centre_code AS "benefitCentreCode"
     FROM outcomes.reception
     JOIN outcomes.file AS held ON held.id = reception.file_id
     LEFT JOIN outcomes.custody_stay AS stay ON stay.file_id = reception.file_id AND stay.id = booking_id
     JOIN outcomes.file AS claiming ON claiming.cluster_id = held.cluster_id
     JOIN outcomes.claim ON claim.file_id = claiming.id
     WHERE ${condition}
       AND entitled_from <= received_on AND (closed_on IS NULL OR closed_on >= received_on)
       AND EXISTS (SELECT FROM outcomes.file WHERE file.cluster_id = held.cluster_id AND described_at IS NOT NULL)
     ORDER BY received_at, reception.id COLLATE "C", claim.id COLLATE "C"`;
}
