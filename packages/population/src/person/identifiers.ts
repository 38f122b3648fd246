import {
  makeCrn,
  makeCro,
  makeNino,
  makePnc,
  makePrisonerNumber,
  makeReferenceNumber,
} from '@throughgate/domain';
import type { Random } from '../random.ts';

/** Largest number of people in one population: the CRNs of one letter. */
export const mostPeople = 1_000_000;

/** Most referrals to providers of one person. */
export const mostReferrals = 4;

/** The identifiers reserved for a person. */
export interface Identifiers {
  /** Case reference number at probation. */
  readonly crn: string;
  /** Prisoner number. */
  readonly prisonerNumber: string;
  /** National Insurance number. */
  readonly nino: string;
  /** Police National Computer id. */
  readonly pnc: string;
  /** Criminal Records Office number. */
  readonly cro: string;
  /** The reference number of the person's referral with this number, from 0. */
  reference(number: number): string;
}

/** Moves numbers about within 0 to `size` - 1, each to a place of its own: `factor` must share no divisor with `size`. */
function scatter(number: number, factor: number, shift: number, size: number): number {
  return (((number * factor) % size) + shift) % size;
}

/**
 * The identifiers of the person with this index. Different indexes have different identifiers, without a
 * list of those given: each is the index moved by a one-to-one mapping, so that neighbours look unrelated.
 * `yearOfFirstArrest` is the year in the police identifiers.
 */
export function identifiersOf(index: number, yearOfFirstArrest: number): Identifiers {
  return {
    crn: makeCrn(scatter(index, 386_117, 204_011, mostPeople)),
    prisonerNumber: makePrisonerNumber(scatter(index, 1_618_033, 2_718_281, 6_760_000)),
    nino: makeNino(scatter(index, 618_033, 141_421, mostPeople)),
    pnc: makePnc(yearOfFirstArrest, scatter(index, 3_819_661, 1_234_577, 10_000_000)),
    cro: makeCro(yearOfFirstArrest, scatter(index, 271_829, 59_045, mostPeople)),
    reference: (number) =>
      makeReferenceNumber(scatter(index * mostReferrals + number, 1_414_213, 777_777, 4_000_000), 'ED'),
  };
}

/** The year of a first arrest: at 13 to 30 years of age, before the journey begins. */
export function yearOfFirstArrest(random: Random, yearOfBirth: number, journeyYear: number): number {
  return Math.min(yearOfBirth + random.int(13, 30), journeyYear);
}
