import type { DisclosurePolicy } from './disclosure-policy.ts';

/** The Office for National Statistics' rule of ten and five. */
export const ons: DisclosurePolicy = {
  name: 'ons',
  version: 1,
  title: 'Office for National Statistics: nothing below 10, multiples of 5',
  source:
    'ONS, Comparison of post-tabular statistical disclosure control methods, section 1: "the 10-5 rule" suppresses counts below ten and ' +
    'rounds others to the nearest five. The same paper sets cell keys beside it; here the multiple of five is chosen by record keys, since the ' +
    'nearest one is unpicked by differences. Dominance: the (n,k) rule with n = 1, k = 50 (Handbook on Statistical Disclosure ' +
    'Control). Curves in groups of 10, the threshold (ours).',
  threshold: 10,
  base: 5,
  rounding: 'cell-key',
  curveBase: 10,
  dominance: 0.5,
};
