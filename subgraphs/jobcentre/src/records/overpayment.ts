import { coded, londonDate } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RecordOverpaymentInput, RecordRecoveryInput } from '../generated/graphql.ts';
import type { Overpayment } from '../generated/prisma/client.ts';
import { dayAfter } from './benefit-payment.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { checkEntitled, claimOf, opening } from './recorded-claim.ts';
import { titles } from './titles.ts';

/**
 * Records that benefit was paid that was not due. Raises `NOT_FOUND` for a claim that is not in the file, `CLAIM_IN_ADVANCE`
 * where none was ever paid, `OVERPAYMENT_KNOWN` for a period of which some day is in one found before, and `BAD_USER_INPUT` for
 * an amount that is none or a period before the claim or without a day.
 */
export async function recordOverpayment(
  file: PersonFile<JobcentreTables>,
  input: RecordOverpaymentInput,
): Promise<string> {
  const claim = await claimOf(file, input.claimId);
  checkEntitled(claim);
  const from = notBefore('from', input.from, claim.openedOn, opening);
  const to = dayAfter('to', input.to, from);
  for (const known of await file.list('Overpayment')) {
    if (known.claimId === claim.id && known.from < to && from < known.to) {
      throw conflict(
        'OVERPAYMENT_KNOWN',
        `What was overpaid from ${known.from} to ${known.to} was found on ${known.foundOn} already.`,
      );
    }
  }
  const foundOn = input.foundOn ?? londonDate(new Date(file.recordedAt));
  const overpayment: Stored<Overpayment> = {
    id: file.newId,
    nino: file.key,
    claimId: claim.id,
    foundOn: notBefore('foundOn', foundOn, from, 'the first day that was overpaid'),
    from,
    to,
    amountPence: atLeast('amountPence', input.amountPence, 1),
    recoveredPence: 0,
    cause: input.cause,
  };
  return record(file, overpayment, 'jobcentre.overpayment.found', foundOn);
}

/**
 * Records that a part of an overpayment was paid back. Raises `NOT_FOUND` for one that is not in the file, and
 * `BAD_USER_INPUT` for an amount that is none or more than is left, and for a day before it was found.
 */
export async function recordRecovery(
  file: PersonFile<JobcentreTables>,
  input: RecordRecoveryInput,
): Promise<string> {
  const overpayment = await file.get('Overpayment', input.overpaymentId);
  if (!overpayment) throw notFound('overpayment', input.overpaymentId);
  const { foundOn, amountPence, recoveredPence } = overpayment;
  const recoveredOn = notBefore(
    'recoveredOn',
    input.recoveredOn,
    foundOn,
    'the day the overpayment was found',
  );
  const back = atLeast('amountPence', input.amountPence, 1);
  const left = amountPence - recoveredPence;
  if (back > left) {
    throw badInput(
      'amountPence',
      `"amountPence" must be at most ${left}, what is left of the overpayment, not ${back}.`,
    );
  }
  const recovered = { ...overpayment, recoveredPence: recoveredPence + back };
  return record(file, recovered, 'jobcentre.overpayment.recovered', recoveredOn);
}

function record(
  file: PersonFile<JobcentreTables>,
  overpayment: Stored<Overpayment>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, cause, ...state } = overpayment;
  file.record({
    type,
    occurredAt,
    rows: { Overpayment: overpayment },
    data: { overpayment: { ...state, cause: coded(titles.overpaymentCause, cause) } },
  });
  return overpayment.id;
}

/** What was paid and was not due. */
export const overpayment = defineRecord(claimantFile, {
  table: 'Overpayment',
  key: 'id',
  belongsTo: { claimant },
  listOf: { claimId: { latestFirst: 'from' } },
  commands: { recordOverpayment, recordRecovery },
});
