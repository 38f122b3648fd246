import { adviserPostings } from './adviser-postings.ts';
import { facilityAudits } from './facility-audits.ts';
import { jobcentreContacts } from './jobcentre-contacts.ts';
import type { PlaceFamily } from './place-family.ts';
import { prisonContacts } from './prison-contacts.ts';
import { referralTargets } from './referral-targets.ts';
import { rota } from './rota.ts';
import { unitContacts } from './unit-contacts.ts';

/** The kinds of records of places. Each is a file that exports one; it is named here and nowhere else. */
export const placeFamilies: readonly PlaceFamily[] = [
  prisonContacts,
  jobcentreContacts,
  adviserPostings,
  unitContacts,
  referralTargets,
  rota,
  facilityAudits,
];
