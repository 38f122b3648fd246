import { addDays, coded, londonDate } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  DecideSanctionInput,
  OverturnSanctionInput,
  ProposeSanctionInput,
  SanctionStatus,
} from '../generated/graphql.ts';
import type { Sanction } from '../generated/prisma/client.ts';
import { dayAfter } from './benefit-payment.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { knownCustody } from './known-custody.ts';
import { checkEntitled, claimOf, opening } from './recorded-claim.ts';
import { titles } from './titles.ts';

/**
 * Proposes a sanction for a failure. Nobody can sign or come to an interview from custody: a failure in a time in which the
 * Jobcentre's own records say that the person was in prison founds none, and the message names the evidence. What only the hub
 * can know, such as a curfew, is not refused here.
 *
 * Raises `NOT_FOUND` for a claim that is not in the file, `CLAIM_IN_ADVANCE` where no benefit was ever due,
 * `SANCTION_IN_CUSTODY`, and `BAD_USER_INPUT` for a failure before the claim or on a day on which it was over, and for days
 * that do not follow each other.
 */
export async function proposeSanction(
  file: PersonFile<JobcentreTables>,
  input: ProposeSanctionInput,
): Promise<string> {
  const claim = await claimOf(file, input.claimId);
  checkEntitled(claim);
  const failedOn = notBefore('failedOn', input.failedOn, claim.openedOn, opening);
  const custody = await knownCustody(file, failedOn);
  if (custody !== undefined) {
    throw conflict(
      'SANCTION_IN_CUSTODY',
      `No sanction can follow from ${failedOn}, when the person was in custody: ${custody}.`,
    );
  }
  if (claim.effectiveTo !== null && failedOn >= claim.effectiveTo) {
    throw badInput(
      'failedOn',
      `"failedOn" must be before ${claim.effectiveTo}, when the claim ended; it is ${failedOn}.`,
    );
  }
  const proposedOn = input.proposedOn ?? londonDate(new Date(file.recordedAt));
  const from = notBefore('from', input.from ?? addDays(failedOn, 1), failedOn, 'the day of the failure');
  const { explainedOn } = input;
  if (explainedOn != null)
    notBefore('proposedOn', proposedOn, explainedOn, 'the day on which the rules were explained');
  const sanction: Stored<Sanction> = {
    id: file.newId,
    nino: file.key,
    claimId: claim.id,
    failedOn,
    failure: input.failure,
    level: input.level,
    proposedOn: notBefore('proposedOn', proposedOn, failedOn, 'the day of the failure'),
    decidedOn: null,
    from,
    to: input.to == null ? null : dayAfter('to', input.to, from),
    amountPence: optionalAmount(input.amountPence),
    status: 'PROPOSED',
    goodReason: null,
    explainedOn: explainedOn ?? null,
  };
  return recordSanction(file, sanction, 'jobcentre.sanction.proposed', proposedOn);
}

/**
 * Decides a sanction: with a good reason it is not applied. Raises `NOT_FOUND` for one that is not in the file,
 * `SANCTION_STATUS` for one that was decided, and `BAD_USER_INPUT` for a day before the proposal or a reason that says nothing.
 */
export async function decideSanction(
  file: PersonFile<JobcentreTables>,
  input: DecideSanctionInput,
): Promise<string> {
  const sanction = await sanctionOf(file, input.sanctionId, 'PROPOSED');
  const decidedOn = notBefore('decidedOn', input.decidedOn, sanction.proposedOn, 'the day of the proposal');
  const goodReason = input.goodReason == null ? null : filledInput('goodReason', input.goodReason);
  const decided = {
    ...sanction,
    decidedOn,
    goodReason,
    status: goodReason === null ? 'APPLIED' : 'GOOD_REASON',
    to: input.to == null ? sanction.to : dayAfter('to', input.to, sanction.from),
    amountPence: optionalAmount(input.amountPence) ?? sanction.amountPence,
  };
  return recordSanction(file, decided, 'jobcentre.sanction.decided', decidedOn);
}

/**
 * Overturns a sanction that was applied. Raises `NOT_FOUND` for one that is not in the file, `SANCTION_STATUS` for one that is not
 * applied, and `BAD_USER_INPUT` for a day before the decision or a reason that says nothing.
 */
export async function overturnSanction(
  file: PersonFile<JobcentreTables>,
  input: OverturnSanctionInput,
): Promise<string> {
  const sanction = await sanctionOf(file, input.sanctionId, 'APPLIED');
  const decision = sanction.decidedOn ?? sanction.proposedOn;
  const decidedOn = notBefore('overturnedOn', input.overturnedOn, decision, 'the day of the decision');
  const goodReason = input.goodReason == null ? null : filledInput('goodReason', input.goodReason);
  const overturned = { ...sanction, decidedOn, goodReason, status: 'OVERTURNED' };
  return recordSanction(file, overturned, 'jobcentre.sanction.overturned', decidedOn);
}

function optionalAmount(amount: number | null | undefined): number | null {
  return amount == null ? null : atLeast('amountPence', amount, 0);
}

async function sanctionOf(
  file: PersonFile<JobcentreTables>,
  id: string,
  expected: SanctionStatus,
): Promise<Stored<Sanction>> {
  const sanction = await file.get('Sanction', id);
  if (!sanction) throw notFound('sanction', id);
  if (sanction.status !== expected) {
    throw conflict('SANCTION_STATUS', `The sanction must be ${expected} for this; it is ${sanction.status}.`);
  }
  return sanction;
}

function recordSanction(
  file: PersonFile<JobcentreTables>,
  sanction: Stored<Sanction>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, failure, level, status, ...state } = sanction;
  file.record({
    type,
    occurredAt,
    rows: { Sanction: sanction },
    data: {
      sanction: {
        ...state,
        failure: coded(titles.sanctionFailure, failure),
        level: coded(titles.sanctionLevel, level),
        status: coded(titles.sanctionStatus, status),
      },
    },
  });
  return sanction.id;
}

/** A cut of benefit because the claimant failed to do something. */
export const sanction = defineRecord(claimantFile, {
  table: 'Sanction',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'failedOn' } },
  commands: { proposeSanction, decideSanction, overturnSanction },
});
