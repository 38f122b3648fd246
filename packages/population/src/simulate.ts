import { isPersona } from './persona.ts';
import { type ProfileName, profileOf } from './profiles.ts';
import { type LifeOptions, type SimulatedPerson, simulatePerson } from './simulate-person.ts';
import { dayOf } from './time/day.ts';

/** Which population to simulate. */
export interface PopulationOptions {
  /** How many people; 0 for none. A population of more begins with the same people as one of fewer. */
  readonly people: number;
  /** Equal seeds give equal people. */
  readonly seed: string;
  readonly profile: ProfileName;
  /** Last day on which an agency recorded anything, `YYYY-MM-DD`. @default the profile's, so that no result depends on the clock */
  readonly until?: string;
}

/** How many lives of the first person are tried until one is the example that the documentation wants. */
const mostAttempts = 20_000;

/** Simulates people one after the other, in constant memory. The first of the default profile is a rich example. */
export function* simulate({
  people,
  seed,
  profile: name,
  until,
}: PopulationOptions): Generator<SimulatedPerson> {
  const profile = profileOf(name);
  const common = { profile, seed, until: dayOf(until ?? profile.calibration.until) };
  for (let index = 0; index < people; index++) {
    const options = { ...common, index, attempt: 0 };
    yield index === 0 && name === 'default' ? firstPersona(options) : simulatePerson(options);
  }
}

function firstPersona(options: LifeOptions): SimulatedPerson {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const person = simulatePerson({ ...options, attempt });
    if (isPersona(person)) return person;
  }
  return simulatePerson(options);
}
