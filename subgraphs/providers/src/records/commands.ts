import type { Commands } from '@throughgate/subgraph-kit';
import { approveActionPlan } from './action-plan.ts';
import type { ProviderTables } from './agency.ts';
import { bookInitialAssessment, recordInitialAssessment } from './initial-assessment.ts';
import { assignKeyWorker } from './key-worker.ts';
import { recordOutcome } from './outcome.ts';
import { sendReferral } from './referral.ts';
import { endReferral } from './referral-ending.ts';
import { bookSession, recordSession } from './session.ts';

/** What each mutation does to a referral's file. */
export const commands = {
  sendReferral,
  assignKeyWorker,
  bookInitialAssessment,
  recordInitialAssessment,
  approveActionPlan,
  bookSession,
  recordSession,
  recordOutcome,
  endReferral,
} satisfies Commands<ProviderTables>;
