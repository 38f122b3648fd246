import type { GapRule } from './gap-rule.ts';

/**
 * A job that was held at reception and whose employer nobody rang (2:779, 1096). No agency has a record of jobs held at reception
 * yet, so it is unknown of everybody.
 */
export const jobNotContacted: GapRule = () => 'unknown';
