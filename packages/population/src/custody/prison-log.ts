import type { Random } from '../random.ts';
import type { StepInputs, StepMutation } from '../step.ts';
import type { StepLog, Unkeyed } from '../step-log.ts';
import type { Moment } from '../time/day.ts';
import { recordedInPrison } from '../time/office-hours.ts';

/** What the prisons' system records of one person, in the order in which it happens. */
export interface PrisonLog {
  /**
   * Records what happened at a moment, minutes later and always after what was recorded before. Returns the
   * idempotency key, from which the id of a record that the step creates can be derived.
   */
  record<M extends StepMutation<'prisons'>>(
    happened: Moment,
    mutation: M,
    input: Unkeyed<StepInputs['prisons'][M]>,
  ): string;
}

/** Starts the prisons' part of a person's log. */
export function createPrisonLog(random: Random, log: StepLog): PrisonLog {
  let last: Moment = 0;
  return {
    record(happened, mutation, input) {
      last = recordedInPrison(random, happened, last);
      return log.add('prisons', mutation, last, input);
    },
  };
}
