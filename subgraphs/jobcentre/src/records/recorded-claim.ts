import { coded } from '@throughgate/domain';
import { notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { ClaimState } from '../generated/graphql.ts';
import type { Claim } from '../generated/prisma/client.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { titles } from './titles.ts';

/** How messages name the day from which on a claim can be paid and closed. */
export const opening = 'the day the claim was opened';

/** A claim of the file. Raises `NOT_FOUND` when there is none of this id. */
export async function claimOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<Claim>> {
  const claim = await file.get('Claim', id);
  if (!claim) throw notFound('claim', id);
  return claim;
}

/** As {@link claimOf}. Raises `CLAIM_ALREADY_CLOSED` for a claim that was closed, rejected or given up. */
export async function openClaimOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<Claim>> {
  const claim = await claimOf(file, id);
  if (claim.closedOn !== null) {
    throw conflict('CLAIM_ALREADY_CLOSED', `Claim "${claim.id}" was closed on ${claim.closedOn} already.`);
  }
  return claim;
}

/** As {@link openClaimOf}. Raises `CLAIM_IN_ADVANCE` for a claim of which the entitlement has not started. */
export async function entitledClaimOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<Claim>> {
  const claim = await openClaimOf(file, id);
  checkEntitled(claim);
  return claim;
}

/** Raises `CLAIM_IN_ADVANCE` for a claim of which the entitlement has not started, or never did. */
export function checkEntitled({ id, entitledFrom, claimedOn }: Stored<Claim>): void {
  if (entitledFrom === null) {
    throw conflict(
      'CLAIM_IN_ADVANCE',
      `Claim "${id}" was made in advance on ${claimedOn}, and no benefit is due: start its entitlement first, or cancel it.`,
    );
  }
}

/** Raises `CLAIM_STATE` where a claim is not in a state. */
export function checkState({ id, state }: Stored<Claim>, expected: ClaimState): void {
  if (state !== expected) {
    throw conflict('CLAIM_STATE', `Claim "${id}" must be ${expected} for this; it is ${state}.`);
  }
}

/** Writes a claim and the event that tells of it, with the whole claim as it is then. Returns the claim's id. */
export function recordClaim(
  file: PersonFile<JobcentreTables>,
  claim: Stored<Claim>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, firstPaidOn, firstPaidPence, ...state } = claim;
  file.record({
    type,
    occurredAt,
    rows: { Claim: claim },
    data: {
      claim: {
        ...state,
        benefit: coded(titles.benefit, claim.benefit),
        basis: coded(titles.benefitBasis, claim.basis),
        state: coded(titles.claimState, claim.state),
        madeAt: coded(titles.claimPlace, claim.madeAt),
        closureReason: coded(titles.claimClosureReason, claim.closureReason),
        firstPayment: firstPaidOn === null ? null : { paidOn: firstPaidOn, amountPence: firstPaidPence },
      },
    },
  });
  return claim.id;
}
