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
  /**
   * Records what an office of the prison notes beside movements and interviews, under keys of its own, minutes after it
   * happened. It draws nothing from chance, so that all else stays as it was.
   */
  note<M extends StepMutation<'prisons'>>(
    happened: Moment,
    mutation: M,
    input: Unkeyed<StepInputs['prisons'][M]>,
  ): string;
}

/** Starts the prisons' part of a person's log. */
export function createPrisonLog(random: Random, log: StepLog): PrisonLog {
  let last: Moment = 0;
  const notes = log.family('bookings');
  return {
    record(happened, mutation, input) {
      last = recordedInPrison(random, happened, last);
      return log.add('prisons', mutation, last, input);
    },
    note(happened, mutation, input) {
      return notes.add('prisons', mutation, Math.max(happened + 5 * 60_000, last + 30_000), input);
    },
  };
}
