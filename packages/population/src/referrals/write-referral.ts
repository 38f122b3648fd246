import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { approveActionPlan } from './approve-action-plan.ts';
import { assignKeyWorker } from './assign-key-worker.ts';
import { endReferral } from './end-referral.ts';
import type { ProvidedJob } from './provided-job.ts';
import type { ReferralOccasion } from './referral.ts';
import { sendReferral } from './send-referral.ts';
import { writeAssessments } from './write-assessments.ts';
import { writeOutcomes } from './write-outcomes.ts';
import { writeSessions } from './write-sessions.ts';

/**
 * Writes one referral for education, training and employment support: the provider's records and, at
 * probation, that it was made. Returns the jobs that began.
 */
export function writeReferral(random: Random, life: Life, occasion: ReferralOccasion): ProvidedJob[] {
  const referral = sendReferral(random, life, occasion);
  // Each draws from the same stream, so that their order is part of what is generated.
  assignKeyWorker(referral, random);
  writeAssessments(referral, random);
  const approved = approveActionPlan(referral, random);
  writeSessions(referral, random, approved);
  const jobs = writeOutcomes(referral, random);
  endReferral(referral, random);
  referral.schedule.run();
  return jobs;
}
