import type { Calibration } from './calibration/calibration.ts';
import { defaultCalibration } from './calibration/default.ts';
import { greaterManchesterCalibration } from './calibration/greater-manchester.ts';
import { reviewCalibration } from './calibration/review-2011.ts';

/** Names of the profiles. */
export type ProfileName = 'default' | 'greater-manchester' | 'review-2011';

/** A kind of population. */
export interface Profile {
  /** Its name, as given on a command line. */
  readonly name: ProfileName;
  /** What it models, in a sentence. */
  readonly description: string;
  /** How many people it has unless told otherwise. */
  readonly people: number;
  /** Last day on which an agency recorded anything, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A profile with the parameters behind it. */
interface CalibratedProfile extends Profile {
  readonly calibration: Calibration;
}

const calibrated: readonly CalibratedProfile[] = [
  {
    name: 'default',
    description:
      'A mixed caseload over England and Wales, 2021 to October 2026: short and longer sentences, community and suspended sentence orders, benefit claims, employment support.',
    people: 2_000,
    until: defaultCalibration.until,
    calibration: defaultCalibration,
  },
  {
    name: 'greater-manchester',
    description:
      'The employment service for people on probation in Greater Manchester (contract DN535743): over 7,200 referrals from July 2021 to February 2024 and what came of them.',
    // With a second referral for some, these people bring the over 7,200 referrals of the evaluation.
    people: 6_980,
    until: greaterManchesterCalibration.until,
    calibration: greaterManchesterCalibration,
  },
  {
    name: 'review-2011',
    description:
      'The time of the review of offender employment services, March 2010 to March 2012: the twelve case-study prisons of DWP research report 784 and Leeds, Jobseeker’s Allowance and Income Support, the Work Programme from June 2011.',
    people: 10_000,
    until: reviewCalibration.until,
    calibration: reviewCalibration,
  },
];

/** The profiles, the default one first. */
export const profiles: readonly Profile[] = calibrated.map(({ calibration: _, ...profile }) => profile);

/** The parameters of a profile. Raises RangeError for a name that is none. */
export function calibrationOf(name: ProfileName): Calibration {
  const profile = calibrated.find((candidate) => candidate.name === name);
  if (profile === undefined) {
    throw new RangeError(
      `No profile is called ${name}; there are ${profiles.map((p) => p.name).join(', ')}.`,
    );
  }
  return profile.calibration;
}
