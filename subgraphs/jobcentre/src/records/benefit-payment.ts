import {
  atLeast,
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RecordPaymentInput } from '../generated/graphql.ts';
import type { BenefitPayment, MissedPayment } from '../generated/prisma/client.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { recordMissed } from './missed-payment.ts';
import { checkEntitled, claimOf, opening, recordClaim } from './recorded-claim.ts';

/**
 * Records a payment of benefit for a period. It may follow the closing, since benefit is paid in arrears. The first one of a
 * claim is its first payment too, and one that makes a missed one good says so.
 *
 * Raises `NOT_FOUND` for a claim or a missed payment that is not in the file, `CLAIM_IN_ADVANCE` where no benefit was ever due,
 * `MISSED_PAYMENT_MADE_GOOD` for one that was made good before, and `BAD_USER_INPUT` for an amount that is none, a period
 * before the claim or without a day, and a missed payment of another claim.
 */
export async function recordPayment(
  file: PersonFile<JobcentreTables>,
  input: RecordPaymentInput,
): Promise<string> {
  const claim = await claimOf(file, input.claimId);
  checkEntitled(claim);
  const { paidOn, from, missedPaymentId } = input;
  const payment: Stored<BenefitPayment> = {
    id: file.newId,
    nino: file.key,
    claimId: claim.id,
    paidOn: notBefore('paidOn', paidOn, claim.openedOn, opening),
    amountPence: atLeast('amountPence', input.amountPence, 1),
    from: notBefore('from', from, claim.openedOn, opening),
    to: dayAfter('to', input.to, from),
  };
  const missed = missedPaymentId == null ? undefined : await missedOf(file, missedPaymentId, payment);
  const { nino: _, ...state } = payment;
  const paidTo = claim.paidTo !== null && claim.paidTo > payment.to ? claim.paidTo : payment.to;
  const paid = { ...claim, paidTo };
  file.record({
    type: 'jobcentre.payment.made',
    occurredAt: paidOn,
    rows: { BenefitPayment: payment, Claim: paid },
    data: { payment: state },
  });
  if (missed) recordMissed(file, { ...missed, paidOn }, 'jobcentre.payment.made-good', paidOn);
  if (claim.firstPaidOn === null) {
    const first = { ...paid, firstPaidOn: paidOn, firstPaidPence: payment.amountPence };
    recordClaim(file, first, 'jobcentre.claim.first-payment-made', paidOn);
  }
  return payment.id;
}

async function missedOf(
  file: PersonFile<JobcentreTables>,
  id: string,
  { claimId, paidOn }: Stored<BenefitPayment>,
): Promise<Stored<MissedPayment>> {
  const missed = await file.get('MissedPayment', id);
  if (!missed) throw notFound('missed payment', id);
  if (missed.claimId !== claimId) {
    throw badInput('missedPaymentId', `"missedPaymentId" must be of claim "${claimId}", not of another one.`);
  }
  if (missed.paidOn !== null) {
    throw conflict(
      'MISSED_PAYMENT_MADE_GOOD',
      `The payment due on ${missed.dueOn} was made on ${missed.paidOn} already.`,
    );
  }
  notBefore('paidOn', paidOn, missed.dueOn, 'the day the missed payment was due');
  return missed;
}

/** The first day after a period, which has one day at least. Raises `BAD_USER_INPUT` naming the field. */
export function dayAfter(field: string, day: string, from: string): string {
  if (day > from) return day;
  throw badInput(field, `"${field}" must be after ${from}, the first day of the period; it is ${day}.`);
}

/** A payment of benefit for a period. */
export const benefitPayment = defineRecord(claimantFile, {
  table: 'BenefitPayment',
  key: 'id',
  belongsTo: { claimant },
  pageOf: { claimId: { latestFirst: 'paidOn', as: 'date' } },
  commands: { recordPayment },
});
