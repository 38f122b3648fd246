import type { DisclosurePolicy } from './disclosure-policy.ts';

/** Exact numbers: for fixtures of invented people. Settings refuse it unless the hub listens on loopback, and every answer names it. */
export const none: DisclosurePolicy = {
  name: 'none',
  version: 1,
  title: 'No protection: exact numbers of invented people',
  source: 'For tests and fixtures. No publisher permits it.',
  threshold: 0,
  base: 1,
  rounding: 'nearest',
  curveBase: 1,
  dominance: 1,
};
