import {
  atLeast,
  defineCommands,
  defineRecord,
  notBefore,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { PayAdvanceInput } from '../generated/graphql.ts';
import type { Advance } from '../generated/prisma/client.ts';
import { claim } from './claim.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { entitledClaimOf, opening } from './recorded-claim.ts';

/**
 * Records that an advance of a claim was paid. It is a loan, and so no payment of benefit. Raises `NOT_FOUND` for a claim that is
 * not in the file, `CLAIM_ALREADY_CLOSED` and `CLAIM_IN_ADVANCE` for one that does not run, `ADVANCE_PAID` for a second one,
 * and `BAD_USER_INPUT` for an amount that is none or a day before the claim was opened.
 */
export async function payAdvance(file: PersonFile<JobcentreTables>, input: PayAdvanceInput): Promise<string> {
  const { id: claimId, openedOn } = await entitledClaimOf(file, input.claimId);
  const paid = (await file.list('Advance')).find((earlier) => earlier.claimId === claimId);
  if (paid)
    throw conflict('ADVANCE_PAID', `The advance of claim "${claimId}" was paid on ${paid.paidOn} already.`);
  const paidOn = notBefore('paidOn', input.paidOn, openedOn, opening);
  const state = {
    id: file.newId,
    claimId,
    paidOn,
    amountPence: atLeast('amountPence', input.amountPence, 1),
  };
  const row: Stored<Advance> = { ...state, nino: file.key };
  file.record({
    type: 'jobcentre.advance.paid',
    occurredAt: paidOn,
    rows: { Advance: row },
    data: { advance: state },
  });
  return claimId;
}

/** The advance of a claim, which is a loan. */
export const advance = defineRecord(claimantFile, { table: 'Advance', key: 'id', rowOf: ['claimId'] });

/** The mutation that pays an advance answers with the claim. */
export const advancePayment = defineCommands(claim, { payAdvance });
