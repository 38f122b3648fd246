import { claimInCustody } from './claim-in-custody.ts';
import { contactWeek } from './contact-week.ts';
import { contractTarget } from './contract-target.ts';
import type { Episodes } from './define-episodes.ts';
import { freshstart } from './freshstart.ts';
import { keyWorkerAssignment } from './key-worker-assignment.ts';
import { referral } from './referral.ts';
import { release } from './release.ts';
import { supportEpisode } from './support-episode.ts';

/** All kinds of episodes, a file each. */
export const episodeKinds: readonly Episodes[] = [
  claimInCustody,
  contactWeek,
  contractTarget,
  freshstart,
  keyWorkerAssignment,
  referral,
  release,
  supportEpisode,
];
