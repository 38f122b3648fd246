import { coded } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { CloseClaimInput, OpenClaimInput, RecordFirstPaymentInput } from '../generated/graphql.ts';
import type { Claim } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { titles } from './titles.ts';

/** How messages name the day from which on a claim can be paid and closed. */
const opening = 'the day the claim was opened';

/**
 * Opens a benefit claim. A person has one claim of a benefit at a time: raises `CLAIM_ALREADY_OPEN` while
 * another one runs, and `BAD_USER_INPUT` for a day before an earlier one was closed.
 */
export async function openClaim(file: PersonFile<JobcentreTables>, input: OpenClaimInput): Promise<string> {
  await claimantOf(file);
  const { benefit, openedOn } = input;
  for (const earlier of await file.list('Claim')) {
    if (earlier.benefit === benefit) checkOver(earlier, openedOn);
  }
  const claim: Stored<Claim> = {
    id: file.newId,
    nino: file.key,
    benefit,
    openedOn,
    closedOn: null,
    closureReason: null,
    firstPaidOn: null,
    firstPaidPence: null,
  };
  return recordClaim(file, claim, 'jobcentre.claim.opened', openedOn);
}

/**
 * Closes a benefit claim. Raises `NOT_FOUND` for a claim that is not in the file, `CLAIM_ALREADY_CLOSED` for one
 * that does not run any more, and `BAD_USER_INPUT` for a day before it was opened.
 */
export async function closeClaim(file: PersonFile<JobcentreTables>, input: CloseClaimInput): Promise<string> {
  const claim = await claimOf(file, input.claimId);
  if (claim.closedOn !== null) {
    throw conflict('CLAIM_ALREADY_CLOSED', `Claim "${claim.id}" was closed on ${claim.closedOn} already.`);
  }
  const closedOn = notBefore('closedOn', input.closedOn, claim.openedOn, opening);
  const closed = { ...claim, closedOn, closureReason: input.reason };
  return recordClaim(file, closed, 'jobcentre.claim.closed', closedOn);
}

/**
 * Records the first payment of a claim, which may follow the closing: benefit is paid in arrears.
 * Raises `NOT_FOUND` for a claim that is not in the file, `ALREADY_PAID` for a second first payment, and
 * `BAD_USER_INPUT` for a day before the claim was opened or an amount that is none.
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
  const { paidOn, amountPence } = input;
  notBefore('paidOn', paidOn, claim.openedOn, opening);
  if (amountPence < 1) {
    throw badInput('amountPence', `"amountPence" must be more than 0, not ${amountPence}.`);
  }
  const paid = { ...claim, firstPaidOn: paidOn, firstPaidPence: amountPence };
  return recordClaim(file, paid, 'jobcentre.claim.first-payment-made', paidOn);
}

async function claimOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<Claim>> {
  const claim = await file.get('Claim', id);
  if (!claim) throw notFound('claim', id);
  return claim;
}

function checkOver({ benefit, openedOn, closedOn }: Stored<Claim>, day: string): void {
  if (closedOn === null) {
    throw conflict('CLAIM_ALREADY_OPEN', `The ${benefit} claim opened on ${openedOn} must be closed first.`);
  }
  // One claim may begin on the day on which another one ends.
  notBefore('openedOn', day, closedOn, `the day the ${benefit} claim before it was closed`);
}

function recordClaim(
  file: PersonFile<JobcentreTables>,
  claim: Stored<Claim>,
  type: string,
  occurredAt: string,
): string {
  const { id, benefit, openedOn, closedOn, closureReason, firstPaidOn, firstPaidPence } = claim;
  const firstPayment = firstPaidOn === null ? null : { paidOn: firstPaidOn, amountPence: firstPaidPence };
  file.record({
    type,
    occurredAt,
    rows: { Claim: claim },
    data: {
      claim: {
        id,
        benefit: coded(titles.benefit, benefit),
        openedOn,
        closedOn,
        closureReason: coded(titles.claimClosureReason, closureReason),
        firstPayment,
      },
    },
  });
  return id;
}

/** A benefit claim; its first payment is in columns of the same row. */
export const claim = defineRecord(claimantFile, {
  table: 'Claim',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'openedOn' } },
  commands: { openClaim, closeClaim, recordFirstPayment },
});
