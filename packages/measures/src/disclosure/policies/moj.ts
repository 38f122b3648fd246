import type { DisclosurePolicy } from './disclosure-policy.ts';

/** As statistics of the Ministry of Justice tell small numbers. The default. */
export const moj: DisclosurePolicy = {
  name: 'moj',
  version: 1,
  title: 'Ministry of Justice: nothing below 5, multiples of 5',
  source:
    'Practice of Ministry of Justice and HMPPS statistics: numbers below 5 are told as "~", others as multiples of 5 (not verified at ' +
    'its source). Rounding up or down by record keys is ours, after the cell key method of the Australian Bureau of Statistics and of ' +
    'Census 2021 (ONS): rounding each number to the nearest is unpicked by differences. Dominance: the (n,k) rule with n = 1, k = 50 ' +
    '(Handbook on Statistical Disclosure Control, chapter on magnitude tables). Curves in groups of 6, as OpenSAFELY.',
  threshold: 5,
  base: 5,
  rounding: 'cell-key',
  curveBase: 6,
  dominance: 0.5,
};
