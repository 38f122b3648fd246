import type { Calibration } from '../calibration/calibration.ts';
import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Clash } from '../diary.ts';
import type { Life } from '../life.ts';
import { ageOn } from '../time/day.ts';

/** What stands in the way of a person who is to come to a Freshstart interview. */
export interface Hindrances {
  /** What else the person has at the time. */
  readonly clash: Clash | null;
  /** The release before it. */
  readonly release: CustodyRecord;
  /** Whether the release date moved after the interview was booked. */
  readonly dateMoved: boolean;
}

/** Days before a release within which a transfer takes people away from whoever prepared it. */
const lateTransfer = 28;

/**
 * How likely a person comes to a Freshstart interview: less so where it clashes with something, where the person was moved
 * to another prison in the last four weeks, was released far from home, or on another day than was known when it was
 * booked; more so after an interview before release, in which somebody said what it is for.
 */
export function freshstartAttendance(
  { person, calibration }: Pick<Life, 'person' | 'calibration'>,
  { clash, release, dateMoved }: Hindrances,
): number {
  const { stay, preReleaseHeldOn } = release;
  const { estate } = calibration.custody;
  const factors = calibration.benefits.freshstart;
  const { from, to } = stay.plan;
  const last = stay.route.moves.at(-1);
  const home = estate(person, ageOn(person.born, from)).local;
  const applies: readonly (readonly [keyof Calibration['benefits']['freshstart'], boolean])[] = [
    ['clash', clash !== null],
    ['transfer', last !== undefined && to - last.day <= lateTransfer],
    ['far', !home.includes(last?.to ?? stay.route.reception)],
    ['dateMoved', dateMoved],
    ['prepared', preReleaseHeldOn !== null],
  ];
  const chance = applies.reduce(
    (product, [name, holds]) => (holds ? product * factors[name] : product),
    factors.otherwise,
  );
  return Math.min(chance, 0.95);
}
