import type { SimulatedPerson } from '../../../src/simulate-person.ts';
import { dayOf } from '../../../src/time/day.ts';
import { type AfterReleaseMeasures, measureAfterRelease } from './measure-after-release.ts';
import { type CustodyMeasures, measureCustody } from './measure-custody.ts';
import { measureReferrals, type ReferralMeasures } from './measure-referrals.ts';
import { readLife } from './read-life.ts';

/** The figures of a population, counted from its steps alone. */
export interface Measures {
  /** How many people. */
  readonly people: number;
  /** How many steps for each of them on average. */
  readonly stepsPerPerson: number;
  /** Sentences, stays in custody, the caseload on a day. */
  readonly custody: CustodyMeasures;
  /** Work and benefit after release. */
  readonly afterRelease: AfterReleaseMeasures;
  /** Education, training and employment support. */
  readonly referrals: ReferralMeasures;
}

/**
 * Counts the figures of a population. It reads only what agencies recorded, so that it measures the outcome of
 * the simulation and not its parameters. `until` is the last day of the records, `YYYY-MM-DD`: follow-ups that
 * would end later are left out.
 */
export function measure(people: Iterable<SimulatedPerson>, until: string): Measures {
  const last = dayOf(until);
  const custody = measureCustody(dayOf('2025-06-30'));
  const afterRelease = measureAfterRelease(last);
  const referrals = measureReferrals();
  let count = 0;
  let steps = 0;
  for (const person of people) {
    const life = readLife(person.steps);
    count++;
    steps += person.steps.length;
    custody.add(life);
    afterRelease.add(life);
    referrals.add(life);
  }
  return {
    people: count,
    stepsPerPerson: steps / count,
    custody: custody.result(),
    afterRelease: afterRelease.result(),
    referrals: referrals.result(),
  };
}
