import type { Random } from '../random.ts';
import type { StepInputs, StepMutation } from '../step.ts';
import type { StepLog, Unkeyed } from '../step-log.ts';
import type { Moment } from '../time/day.ts';
import { recordedInOffice } from '../time/office-hours.ts';

type Input<M extends StepMutation<'providers'>> = Unkeyed<StepInputs['providers'][M]>;

/** What the provider's system records of one referral, in the order in which it happens. */
export interface ProviderLog {
  /** When it recorded the last thing. */
  last(): Moment;
  /**
   * Records what happened at a moment, in office hours and always after what was recorded before. Returns the
   * idempotency key, from which the id of a record that the step creates can be derived.
   */
  record<M extends StepMutation<'providers'>>(happened: Moment, mutation: M, input: Input<M>): string;
  /**
   * Records a booking: what is agreed on the phone goes into the system at once, so before it takes place, where what it
   * builds on was recorded by then. Returns the idempotency key.
   */
  book<M extends StepMutation<'providers'>>(
    happened: Moment,
    startsAt: Moment,
    mutation: M,
    input: Input<M>,
  ): string;
}

/** Starts the log of a referral whose sending was recorded at a moment. */
export function createProviderLog(random: Random, log: StepLog, sent: Moment): ProviderLog {
  let last = sent;
  return {
    last() {
      return last;
    },
    record(happened, mutation, input) {
      last = recordedInOffice(random, happened, last);
      return log.add('providers', mutation, last, input);
    },
    book(happened, startsAt, mutation, input) {
      const usually = recordedInOffice(random, happened, last);
      last = Math.max(last + 60_000, Math.min(usually, startsAt - 60_000));
      return log.add('providers', mutation, last, input);
    },
  };
}
