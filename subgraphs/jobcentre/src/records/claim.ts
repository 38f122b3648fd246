import { badInput, defineRecord, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type { CloseClaimInput, OpenClaimInput, RecordFirstPaymentInput } from '../generated/graphql.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { answerRequests, latestReception } from './closure-request.ts';
import { conflict } from './error-codes.ts';
import { newClaim } from './new-claim.ts';
import { checkEntitled, claimOf, entitledClaimOf, opening, recordClaim } from './recorded-claim.ts';

/**
 * Opens a benefit claim, of which benefit is due from `openedOn` on. It may have been made before or, backdated, after that day.
 * Raises what {@link newClaim} raises.
 */
export async function openClaim(file: PersonFile<JobcentreTables>, input: OpenClaimInput): Promise<string> {
  await claimantOf(file);
  const { openedOn, claimedOn: claimed } = input;
  const claimedOn = claimed ?? openedOn;
  const made = { state: 'RUNNING', openedOn, claimedOn, entitledFrom: openedOn };
  const claim = await newClaim(file, input, made, 'openedOn');
  // Neither may be in the future: what is due from later on is claimed in advance.
  const [occurredOn = openedOn] = [claimedOn, openedOn].sort().reverse();
  return recordClaim(file, claim, 'jobcentre.claim.opened', occurredOn);
}

/**
 * Closes a benefit claim with effect from `effectiveFrom`. Who is in prison has no claim from the reception on, whenever the
 * Jobcentre learnt of it (Department for Work and Pensions, research report 784, section 2.6, on what else is overpaid): so that
 * is the day for the reason PRISON where a request names the reception. Closing answers all requests to close it.
 *
 * Raises `NOT_FOUND` for a claim that is not in the file, `CLAIM_ALREADY_CLOSED` for one that does not run any more,
 * `CLAIM_IN_ADVANCE` for one that never ran, and `BAD_USER_INPUT` for a day before it was opened, or for an effect that
 * begins after the closing.
 */
export async function closeClaim(file: PersonFile<JobcentreTables>, input: CloseClaimInput): Promise<string> {
  const claim = await entitledClaimOf(file, input.claimId);
  const { openedOn } = claim;
  const { reason } = input;
  const closedOn = notBefore('closedOn', input.closedOn, openedOn, opening);
  const effectiveTo = input.effectiveFrom ?? (await defaultEffect(file, claim.id, openedOn, input));
  notBefore('effectiveFrom', effectiveTo, openedOn, opening);
  if (effectiveTo > closedOn) {
    throw badInput(
      'effectiveFrom',
      `"effectiveFrom" must not be after the day the claim is closed, ${closedOn}; it is ${effectiveTo}.`,
    );
  }
  const paidTo = input.paidTo == null ? claim.paidTo : notBefore('paidTo', input.paidTo, openedOn, opening);
  const state = reason === 'CONDITIONS_NOT_MET' && effectiveTo === openedOn ? 'REJECTED' : 'CLOSED';
  const closed = { ...claim, state, closedOn, closureReason: reason, effectiveTo, paidTo };
  recordClaim(file, closed, 'jobcentre.claim.closed', closedOn);
  await answerRequests(file, claim.id, closedOn);
  return claim.id;
}

async function defaultEffect(
  file: PersonFile<JobcentreTables>,
  claimId: string,
  openedOn: string,
  { reason, closedOn }: CloseClaimInput,
): Promise<string> {
  const reception = reason === 'PRISON' ? await latestReception(file, claimId, closedOn) : undefined;
  if (reception === undefined) return closedOn;
  return reception < openedOn ? openedOn : reception;
}

/**
 * Records the first payment of a claim, which may follow the closing: benefit is paid in arrears.
 * Raises `NOT_FOUND` for a claim that is not in the file, `ALREADY_PAID` for a second first payment, `CLAIM_IN_ADVANCE` where
 * no benefit was ever due, and `BAD_USER_INPUT` for a day before the claim was opened or an amount that is none.
 */
export async function recordFirstPayment(
  file: PersonFile<JobcentreTables>,
  input: RecordFirstPaymentInput,
): Promise<string> {
  const claim = await claimOf(file, input.claimId);
  if (claim.firstPaidOn !== null) {
    throw conflict(
      'ALREADY_PAID',
      `The first payment of claim "${claim.id}" was made on ${claim.firstPaidOn}.`,
    );
  }
  checkEntitled(claim);
  const { paidOn, amountPence } = input;
  notBefore('paidOn', paidOn, claim.openedOn, opening);
  if (amountPence < 1) {
    throw badInput('amountPence', `"amountPence" must be more than 0, not ${amountPence}.`);
  }
  const paid = { ...claim, firstPaidOn: paidOn, firstPaidPence: amountPence };
  return recordClaim(file, paid, 'jobcentre.claim.first-payment-made', paidOn);
}

/** A benefit claim; its first payment is in columns of the same row. */
export const claim = defineRecord(claimantFile, {
  table: 'Claim',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'openedOn' } },
  pageOf: { benefitCentreCode: { latestFirst: 'claimedOn', as: 'date' } },
  commands: { openClaim, closeClaim, recordFirstPayment },
});
