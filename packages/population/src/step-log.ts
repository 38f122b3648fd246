import type { Step, StepAgency, StepInputs, StepMutation } from './step.ts';
import { isoMoment, type Moment } from './time/day.ts';

/** An input before the log has given it its idempotency key. */
export type Unkeyed<T> = Omit<T, 'idempotencyKey'>;

/** Collects the steps of one person. */
export interface StepLog {
  /**
   * Adds a step that an agency's system recorded at a moment, and returns its idempotency key: from it the id
   * of the record that the step creates can be derived.
   */
  add<A extends StepAgency, M extends StepMutation<A>>(
    agency: A,
    mutation: M,
    recorded: Moment,
    input: Unkeyed<StepInputs[A][M]>,
  ): string;
  /**
   * The part of the log that a record family writes: its keys carry the family's name and are counted apart, so that no
   * other key depends on what the family writes. The same name gives the same part.
   */
  family(name: string): StepLog;
  /**
   * The steps recorded up to and including a moment, in the order in which they were recorded. What depends
   * on another step was recorded after it, so that cutting off the end never leaves a step without its cause.
   */
  until(last: Moment): Step[];
}

/** Starts a log whose keys begin with `prefix`, which must be unique to the person. */
export function createStepLog(prefix: string): StepLog {
  const entries: { readonly recorded: Moment; readonly step: Step }[] = [];
  const logUnder = (prefix: string): StepLog => {
    let count = 0;
    const families = new Map<string, StepLog>();
    return {
      add(agency, mutation, recorded, input) {
        const key = `${prefix}:${++count}`;
        const step = {
          agency,
          mutation,
          input: { idempotencyKey: key, ...input },
          recordedAt: isoMoment(recorded),
        };
        // The compiler cannot see that agency, mutation and input belong together once they are type
        // parameters; the signature of `add` has checked it for the caller.
        entries.push({ recorded, step: step as unknown as Step });
        return key;
      },
      family(name) {
        const known = families.get(name) ?? logUnder(`${prefix}:${name}`);
        families.set(name, known);
        return known;
      },
      until(last) {
        entries.sort((a, b) => a.recorded - b.recorded);
        return entries.filter((entry) => entry.recorded <= last).map((entry) => entry.step);
      },
    };
  };
  return logUnder(prefix);
}
