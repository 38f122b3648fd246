import type { Measure } from '@throughgate/measures';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [];
