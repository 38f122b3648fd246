import type { Measure } from '@throughgate/measures';
import { assessedInTime } from './assessed-in-time.ts';
import { eteOutcome } from './ete-outcome.ts';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [assessedInTime, eteOutcome];
