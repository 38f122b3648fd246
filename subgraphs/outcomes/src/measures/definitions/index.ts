import type { Measure } from '@throughgate/measures';
import { assessedInTime } from './assessed-in-time.ts';
import { claimClosedWithin } from './claim-closed-within.ts';
import { daysToFirstMoney } from './days-to-first-money.ts';
import { eteOutcome } from './ete-outcome.ts';
import { moneyNotOverpaid } from './money-not-overpaid.ts';
import { releasedUnseen } from './released-unseen.ts';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [
  assessedInTime,
  claimClosedWithin,
  daysToFirstMoney,
  eteOutcome,
  moneyNotOverpaid,
  releasedUnseen,
];
