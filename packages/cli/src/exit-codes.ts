/** How `hub` ends. Scripts and CI jobs rely on these. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  /** The time allowed ran out; what was asked for may have been done all the same. */
  timedOut: 2,
  badInput: 3,
} as const;
