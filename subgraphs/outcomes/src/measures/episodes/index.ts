import { claimInCustody } from './claim-in-custody.ts';
import type { Episodes } from './define-episodes.ts';
import { keyWorkerAssignment } from './key-worker-assignment.ts';
import { referral } from './referral.ts';
import { release } from './release.ts';

/** All kinds of episodes, a file each. */
export const episodeKinds: readonly Episodes[] = [claimInCustody, keyWorkerAssignment, referral, release];
