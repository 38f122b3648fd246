import type { Measure } from '@throughgate/measures';
import { claimClosedWithin } from './claim-closed-within.ts';
import { moneyNotOverpaid } from './money-not-overpaid.ts';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [claimClosedWithin, moneyNotOverpaid];
