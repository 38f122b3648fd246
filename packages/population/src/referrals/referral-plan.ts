import type { Day } from '../time/day.ts';

/** A meeting with the provider. */
export interface Meeting {
  /** Day on which it was booked, before it takes place. */
  readonly bookedOn: Day;
  /** Day of the meeting. */
  readonly on: Day;
  /** Whether the person came. */
  readonly attended: 'YES' | 'LATE' | 'NO';
}

/** What a referral achieved. */
export interface PlannedOutcome {
  /** What it is. */
  readonly type: 'EMPLOYMENT' | 'TRAINING_STARTED' | 'EDUCATION_STARTED';
  /** Day on which it was achieved. */
  readonly on: Day;
}

/** How a referral ended. */
export interface ReferralEnding {
  /** Day of the end. */
  readonly on: Day;
  /** Whether support ran its course. */
  readonly status: 'COMPLETED' | 'WITHDRAWN' | 'CANCELLED';
  /** Why it did not, by codes of Refer and Monitor an Intervention; null where it did. */
  readonly reasonCode: string | null;
}

/** The course of a referral. All days are working days. */
export interface ReferralPlan {
  /** Day on which a key worker was assigned; null when the referral ended before. */
  readonly assignedOn: Day | null;
  /** Bookings of the initial assessment, in order of time; at most the last one is attended. */
  readonly assessments: readonly Meeting[];
  /** Day on which the action plan was approved: the person takes up support; null when that did not happen. */
  readonly approvedOn: Day | null;
  /** Delivery sessions in order of time. */
  readonly sessions: readonly Meeting[];
  /** Outcomes in order of time. */
  readonly outcomes: readonly PlannedOutcome[];
  /** How it ended. */
  readonly ending: ReferralEnding;
}
