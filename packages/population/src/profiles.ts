import type { Calibration } from './calibration/calibration.ts';
import { defaultCalibration } from './calibration/default.ts';
import { greaterManchesterCalibration } from './calibration/greater-manchester.ts';

/** Names of the populations that can be simulated. */
export type ProfileName = 'default' | 'greater-manchester';

/** A population that can be simulated. */
export interface Profile {
  readonly name: ProfileName;
  /** What it holds, in a sentence. */
  readonly description: string;
  /** How many people it has unless another number is asked for. */
  readonly people: number;
  /** How its people behave. */
  readonly calibration: Calibration;
}

/** All profiles. */
export const profiles: readonly Profile[] = [
  {
    name: 'default',
    description: 'a mixed caseload over England and Wales',
    people: 2_000,
    calibration: defaultCalibration,
  },
  {
    name: 'greater-manchester',
    description: 'the employment service of contract DN535743 at its real size, to February 2024',
    // With the second referrals of some, so many people make the service's 7,200 referrals.
    people: 7_000,
    calibration: greaterManchesterCalibration,
  },
];

/** The profile of a name. */
export function profileOf(name: ProfileName): Profile {
  const profile = profiles.find((candidate) => candidate.name === name);
  if (!profile) throw new RangeError(`There is no profile "${name}".`);
  return profile;
}
