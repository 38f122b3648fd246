import type { Day } from '../time/day.ts';
import type { Claim } from './claim.ts';

/** A time in work: from its first day to the day after its last. */
export interface WorkSpell {
  readonly from: Day;
  readonly to: Day;
}

/** What a person lived on outside custody. */
export interface Living {
  /** Benefit claims, in order of time; at most one runs at a time. */
  readonly claims: readonly Claim[];
  /** Times in work, in order of time. */
  readonly work: readonly WorkSpell[];
}
