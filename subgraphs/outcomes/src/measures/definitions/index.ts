import type { Measure } from '@throughgate/measures';
import { assessedInTime } from './assessed-in-time.ts';
import { assessedInTimeOfReferred } from './assessed-in-time-of-referred.ts';
import { claimClosedWithin } from './claim-closed-within.ts';
import { contactIn13Weeks } from './contact-in-13-weeks.ts';
import { daysToFirstMoney } from './days-to-first-money.ts';
import { daysToOutcome } from './days-to-outcome.ts';
import { eteOutcome } from './ete-outcome.ts';
import { moneyNotOverpaid } from './money-not-overpaid.ts';
import { noTakeUp } from './no-take-up.ts';
import { outcomeGap } from './outcome-gap.ts';
import { referralsAgainstTarget } from './referrals-against-target.ts';
import { releasedUnseen } from './released-unseen.ts';
import { visitsAsPlanned } from './visits-as-planned.ts';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [
  assessedInTime,
  assessedInTimeOfReferred,
  claimClosedWithin,
  contactIn13Weeks,
  daysToFirstMoney,
  daysToOutcome,
  eteOutcome,
  moneyNotOverpaid,
  noTakeUp,
  outcomeGap,
  referralsAgainstTarget,
  releasedUnseen,
  visitsAsPlanned,
];
