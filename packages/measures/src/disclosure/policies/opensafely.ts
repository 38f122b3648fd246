import type { DisclosurePolicy } from './disclosure-policy.ts';

/** OpenSAFELY's rules for what leaves its secure servers. */
export const opensafely: DisclosurePolicy = {
  name: 'opensafely',
  version: 1,
  title: 'OpenSAFELY: nothing up to 7, then the nearest 5',
  source:
    'OpenSAFELY documentation, "Disclosure control": counts of 7 and fewer are redacted, others rounded to the nearest 5; curves by ' +
    'midpoints of 6. Its midpoint rule tells the day of the first event; here the first step waits until 6 are complete. Dominance: ' +
    'the (n,k) rule with n = 1, k = 50 (Handbook on Statistical Disclosure Control; ours).',
  threshold: 8,
  base: 5,
  rounding: 'nearest',
  curveBase: 6,
  dominance: 0.5,
};
