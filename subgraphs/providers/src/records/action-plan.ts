import { defineCommands, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type { ApproveActionPlanInput } from '../generated/graphql.ts';
import { conflict } from './error-codes.ts';
import { completedOn } from './initial-assessment.ts';
import { recordReferral, referral, runningReferralOf } from './referral.ts';
import type { ProviderTables } from './referral-file.ts';

/**
 * Records that probation approved the action plan. Raises `REFERRAL_ENDED`, `NOT_ASSESSED` before the initial
 * assessment, `ALREADY_APPROVED`, and `BAD_USER_INPUT` for a day before the initial assessment.
 */
export async function approveActionPlan(
  file: PersonFile<ProviderTables>,
  { approvedOn }: ApproveActionPlanInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  const assessedOn = await completedOn(file);
  if (assessedOn === null) {
    throw conflict(
      'NOT_ASSESSED',
      `An action plan follows the initial assessment, which ${file.key} has not had.`,
    );
  }
  if (referral.actionPlanApprovedOn !== null) {
    throw conflict(
      'ALREADY_APPROVED',
      `The action plan of ${file.key} was approved on ${referral.actionPlanApprovedOn}.`,
    );
  }
  notBefore('approvedOn', approvedOn, assessedOn, 'the initial assessment');
  const approved = { ...referral, actionPlanApprovedOn: approvedOn };
  return recordReferral(file, approved, 'action-plan.approved', approvedOn);
}

/** Approvals answer with the referral. */
export const approvals = defineCommands(referral, { approveActionPlan });
