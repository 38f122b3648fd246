import { isPlainDate } from '@throughgate/domain';
import type { Calibration } from './calibration/calibration.ts';
import { mostPeople } from './person/identifiers.ts';
import { findPersona } from './persona.ts';
import { calibrationOf, type ProfileName } from './profile.ts';
import { type SimulatedPerson, simulatePerson } from './simulate-person.ts';

/** Which population to generate. */
export interface PopulationOptions {
  /** How many people, from 0 to 1,000,000. */
  readonly people: number;
  /** Where chance begins: equal seeds give equal populations. */
  readonly seed: number | string;
  /** Kind of population. */
  readonly profile: ProfileName;
  /**
   * Last day on which agencies recorded anything, `YYYY-MM-DD`: later steps are left out.
   * @default the profile's own date, so that results never depend on the clock
   */
  readonly until?: string;
  /**
   * What works on take-up otherwise than in the profile: for populations in which an effect is planted, or none is, to see
   * whether measures find it. Give such a population a seed of its own: steps have the keys of the seed.
   * @default as in the profile
   */
  readonly takeUp?: TakeUpEffects;
}

/** What in a profile works on whether referrals are taken up: where key workers sit, their caseloads, the wait. */
export type TakeUpEffects = Partial<
  Pick<
    Calibration['ete'],
    'elsewhere' | 'dropOutByLoad' | 'offeredAfter' | 'dropOutPerDay' | 'keyWorkersPerUnit'
  > &
    Pick<Calibration, 'units'>
>;

/**
 * Generates people one by one, so that memory stays constant however many there are. The person with an index
 * is the same whether twenty or a million are asked for. The first person of the profile `default` is the
 * persona of the documentation: someone known to all four agencies.
 *
 * Raises RangeError when an option is out of range.
 */
export function* simulate(options: PopulationOptions): Generator<SimulatedPerson, void, undefined> {
  const { people, seed, profile, takeUp } = options;
  const calibration = withEffects(calibrationOf(profile), takeUp);
  const { until = calibration.until } = options;
  if (!Number.isInteger(people) || people < 0 || people > mostPeople) {
    throw new RangeError(
      `The number of people must be a whole number from 0 to ${mostPeople}, not ${people}.`,
    );
  }
  if (!isPlainDate(until)) throw new RangeError(`The last day must be a date like 2026-10-31, not ${until}.`);
  for (let index = 0; index < people; index++) {
    const request = { seed, profile, calibration, until, index, variant: 0 };
    yield index === 0 && profile === 'default' ? findPersona(request) : simulatePerson(request);
  }
}

function withEffects(calibration: Calibration, takeUp: TakeUpEffects | undefined): Calibration {
  if (takeUp === undefined) return calibration;
  const { units = calibration.units, ...ete } = takeUp;
  return { ...calibration, units, ete: { ...calibration.ete, ...ete } };
}
