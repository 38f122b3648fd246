import type { Step, StepAgency, StepInputs, StepMutation } from '../step.ts';
import type { Unkeyed } from '../step-log.ts';
import { type Day, isoMoment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { workingDayFrom } from '../time/working-day.ts';

/** Collects the steps of places: each under a key of its own, since people's steps refer to what they make. */
export interface PlaceLog {
  /** Adds what an agency recorded on a day, or on the first working day after it, about noon. */
  add<A extends StepAgency, M extends StepMutation<A>>(
    agency: A,
    mutation: M,
    day: Day,
    key: string,
    input: Unkeyed<StepInputs[A][M]>,
  ): void;
  /** The steps recorded up to and including a day, in the order in which they were recorded. */
  until(last: Day): Step[];
}

/** Starts an empty log. */
export function createPlaceLog(): PlaceLog {
  const entries: { readonly day: Day; readonly step: Step }[] = [];
  return {
    add(agency, mutation, day, key, input) {
      const recorded = workingDayFrom(day);
      const step = {
        agency,
        mutation,
        input: { idempotencyKey: key, ...input },
        // A minute for each step of the day would be no truer: nothing depends on their order but the day.
        recordedAt: isoMoment(londonMoment(recorded, 12 * 60)),
      };
      // As in the log of a person, the signature has checked that agency, mutation and input belong together.
      entries.push({ day: recorded, step: step as unknown as Step });
    },
    until(last) {
      return entries
        .filter(({ day }) => day <= last)
        .sort((a, b) => a.day - b.day)
        .map(({ step }) => step);
    },
  };
}
