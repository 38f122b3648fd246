import type { DisclosurePolicy } from './disclosure-policy.ts';
import { moj } from './moj.ts';
import { none } from './none.ts';
import { ons } from './ons.ts';
import { opensafely } from './opensafely.ts';

/** All policies by their names, a file each. */
export const policies: Readonly<Record<'moj' | 'none' | 'ons' | 'opensafely', DisclosurePolicy>> = {
  moj,
  none,
  ons,
  opensafely,
};
