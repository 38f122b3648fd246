import type { Commands } from '@throughgate/subgraph-kit';
import type { JobcentreTables } from './agency.ts';
import { closeClaim, openClaim, recordFirstPayment } from './claim.ts';
import { registerClaimant } from './claimant.ts';
import { bookInterview, recordInterview } from './interview.ts';
import { referToProgramme } from './programme-referral.ts';

/** What each mutation does to a person's file. */
export const commands = {
  registerClaimant,
  openClaim,
  closeClaim,
  recordFirstPayment,
  bookInterview,
  recordInterview,
  referToProgramme,
} satisfies Commands<JobcentreTables>;
