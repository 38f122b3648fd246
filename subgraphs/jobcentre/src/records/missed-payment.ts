import {
  defineRecord,
  filledInput,
  notBefore,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RecordMissedPaymentInput } from '../generated/graphql.ts';
import type { MissedPayment } from '../generated/prisma/client.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { checkEntitled, claimOf, opening } from './recorded-claim.ts';

/**
 * Records that a payment did not come when it was due. Raises `NOT_FOUND` for a claim that is not in the file,
 * `CLAIM_IN_ADVANCE` where no benefit was ever due, `MISSED_PAYMENT_KNOWN` for one that was told of before, and
 * `BAD_USER_INPUT` for a day before the claim, or a report before it.
 */
export async function recordMissedPayment(
  file: PersonFile<JobcentreTables>,
  input: RecordMissedPaymentInput,
): Promise<string> {
  const claim = await claimOf(file, input.claimId);
  checkEntitled(claim);
  const { reportedOn, reportedBy } = input;
  const dueOn = notBefore('dueOn', input.dueOn, claim.openedOn, opening);
  for (const known of await file.list('MissedPayment')) {
    if (known.claimId === claim.id && known.dueOn === dueOn) {
      throw conflict(
        'MISSED_PAYMENT_KNOWN',
        `The payment due on ${dueOn} was told of on ${known.reportedOn} already.`,
      );
    }
  }
  const missed: Stored<MissedPayment> = {
    id: file.newId,
    nino: file.key,
    claimId: claim.id,
    dueOn,
    reportedOn: notBefore('reportedOn', reportedOn, dueOn, 'the day the payment was due'),
    reportedBy: reportedBy == null ? null : filledInput('reportedBy', reportedBy),
    paidOn: null,
  };
  return recordMissed(file, missed, 'jobcentre.payment.missed', reportedOn);
}

/** Writes a missed payment and the event that tells of it. Returns its id. */
export function recordMissed(
  file: PersonFile<JobcentreTables>,
  missed: Stored<MissedPayment>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, ...state } = missed;
  file.record({ type, occurredAt, rows: { MissedPayment: missed }, data: { missed: state } });
  return missed.id;
}

/** A payment that did not come when it was due. */
export const missedPayment = defineRecord(claimantFile, {
  table: 'MissedPayment',
  key: 'id',
  belongsTo: { claimant },
  listOf: { claimId: { latestFirst: 'dueOn' } },
  commands: { recordMissedPayment },
});
