import type { Day, Moment } from '../time/day.ts';

/** A job that began with a provider's support. */
export interface ProvidedJob {
  /** The referral that brought it. */
  readonly referenceNumber: string;
  /** Id of the outcome. */
  readonly outcomeId: string;
  /** Day on which work began. */
  readonly on: Day;
  /** When the provider recorded it. */
  readonly recorded: Moment;
  /** Pay for a week in pence. */
  readonly weeklyPence: number;
}
