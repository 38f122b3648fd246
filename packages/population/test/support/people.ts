import type { ProfileName } from '../../src/profile.ts';
import { simulate } from '../../src/simulate.ts';
import type { SimulatedPerson } from '../../src/simulate-person.ts';

/** The people of a population, as a list. */
export function peopleOf(
  profile: ProfileName,
  people: number,
  seed: number | string = 'test',
): SimulatedPerson[] {
  return [...simulate({ profile, people, seed })];
}
