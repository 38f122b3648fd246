import type { Measure } from '@throughgate/measures';
import { assessedInTime } from './assessed-in-time.ts';
import { claimClosedWithin } from './claim-closed-within.ts';
import { eteOutcome } from './ete-outcome.ts';
import { moneyNotOverpaid } from './money-not-overpaid.ts';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [assessedInTime, claimClosedWithin, eteOutcome, moneyNotOverpaid];
