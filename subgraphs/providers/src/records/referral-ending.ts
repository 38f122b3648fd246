import { badInput, defineCommands, notBefore, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { EndReferralInput } from '../generated/graphql.ts';
import type { Referral } from '../generated/prisma/client.ts';
import { endReason, endReasons } from './end-reason.ts';
import { conflict } from './error-codes.ts';
import { completedOn } from './initial-assessment.ts';
import { openAssignmentOf } from './key-worker-assignment.ts';
import { recordReferral, referral, runningReferralOf } from './referral.ts';
import type { ProviderTables } from './referral-file.ts';

/** The statuses in which a referral can end. */
const endingStatuses: readonly string[] = ['COMPLETED', 'WITHDRAWN', 'CANCELLED'];

/**
 * Ends a referral. Raises `REFERRAL_ENDED` for one that ended before, `NOT_ASSESSED` for completing one before
 * its initial assessment, `DELIVERY_BEGUN` for cancelling one whose action plan was approved, and
 * `BAD_USER_INPUT` for a status that is no ending, a reason that does not belong to it, and a day before what
 * the file holds already.
 */
export async function endReferral(
  file: PersonFile<ProviderTables>,
  input: EndReferralInput,
): Promise<string> {
  const { status, endedOn } = input;
  if (!endingStatuses.includes(status)) {
    throw badInput('status', `"status" must be one of ${endingStatuses.join(', ')}, not ${status}.`);
  }
  const referral = await runningReferralOf(file);
  checkPossible(referral, status);
  for (const { event, day } of await daysOf(file, referral)) {
    notBefore('endedOn', endedOn, day, event);
  }
  const ended = { ...referral, status, endedOn, endReasonCode: reasonInput(input) };
  const assignment = await openAssignmentOf(file);
  return recordReferral(file, ended, 'referral.ended', endedOn, {
    rows: assignment ? { KeyWorkerAssignment: { ...assignment, to: endedOn } } : {},
  });
}

function checkPossible(referral: Stored<Referral>, status: EndReferralInput['status']): void {
  const { referenceNumber, actionPlanApprovedOn } = referral;
  if (status === 'COMPLETED' && referral.status !== 'POST_ICA') {
    throw conflict(
      'NOT_ASSESSED',
      `COMPLETED needs status POST_ICA; ${referenceNumber} is ${referral.status}: end it as WITHDRAWN or CANCELLED.`,
    );
  }
  if (status === 'CANCELLED' && actionPlanApprovedOn !== null) {
    throw conflict(
      'DELIVERY_BEGUN',
      `CANCELLED is for referrals that never began; delivery of ${referenceNumber} began on ${actionPlanApprovedOn}: end it as WITHDRAWN or COMPLETED.`,
    );
  }
}

function reasonInput({ status, reasonCode }: EndReferralInput): string | null {
  const codes = endReasons(status).map(({ code }) => code);
  if (codes.length === 0) {
    if (reasonCode == null) return null;
    throw badInput('reasonCode', `"reasonCode" must be left out with ${status}.`);
  }
  if (reasonCode == null || !endReason(status, reasonCode)) {
    const given = reasonCode == null ? 'nothing' : `"${reasonCode}"`;
    throw badInput(
      'reasonCode',
      `"reasonCode" must be one of ${codes.join(', ')} with ${status}, not ${given}.`,
    );
  }
  return reasonCode;
}

/** What happened under a referral, and when: its end is not before any of it. */
async function daysOf(
  file: PersonFile<ProviderTables>,
  { referredOn, actionPlanApprovedOn }: Stored<Referral>,
): Promise<{ event: string; day: string }[]> {
  const outcomes = await file.list('Outcome');
  return [
    { event: 'the day of the referral', day: referredOn },
    { event: 'the assignment of the key worker', day: (await openAssignmentOf(file))?.from ?? null },
    { event: 'the initial assessment', day: await completedOn(file) },
    { event: 'the approval of the action plan', day: actionPlanApprovedOn },
    ...outcomes.map(({ achievedOn }) => ({ event: 'an outcome', day: achievedOn })),
  ].filter((known): known is { event: string; day: string } => known.day !== null);
}

/** Endings answer with the referral. */
export const endings = defineCommands(referral, { endReferral });
