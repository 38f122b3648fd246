import type { Dimension } from '@throughgate/measures';

/** All that episodes can be counted by, a file each. */
export const dimensions: readonly Dimension[] = [];
