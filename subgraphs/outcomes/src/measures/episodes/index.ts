import { adviserInterview } from './adviser-interview.ts';
import { benefitCentreContact } from './benefit-centre-contact.ts';
import { claimInCustody } from './claim-in-custody.ts';
import { claimingMonths } from './claiming-months.ts';
import { contactWeek } from './contact-week.ts';
import { contractTarget } from './contract-target.ts';
import type { Episodes } from './define-episodes.ts';
import { freshstart } from './freshstart.ts';
import { jobcentreMeeting } from './jobcentre-meeting.ts';
import { keyWorkerAssignment } from './key-worker-assignment.ts';
import { openCase } from './open-case.ts';
import { programmeDue } from './programme-due.ts';
import { referral } from './referral.ts';
import { release } from './release.ts';
import { sanctionApplied } from './sanction-applied.ts';
import { sharingForm } from './sharing-form.ts';
import { supportEpisode } from './support-episode.ts';

/** All kinds of episodes, a file each. */
export const episodeKinds: readonly Episodes[] = [
  adviserInterview,
  benefitCentreContact,
  claimInCustody,
  claimingMonths,
  contactWeek,
  contractTarget,
  freshstart,
  jobcentreMeeting,
  keyWorkerAssignment,
  openCase,
  programmeDue,
  referral,
  release,
  sanctionApplied,
  sharingForm,
  supportEpisode,
];
