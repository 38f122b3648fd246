import { addMonths, age, daysBetween, type PlainDate } from '../calendar/plain-date.ts';

/**
 * First and last day of referrals to employment programmes of the Department for Work and Pensions, by code.
 * Sources: the Work Programme from June 2011 (DWP research report 784, section 4.3) to 31 March 2017 (Department for Work and
 * Pensions, Universal Credit guidance "Work Programme"); Work and Health Programme from November 2017 and Restart Scheme from 12
 * July 2021 (GOV.UK, pages of the programmes). That the Work Programme began on the 1st of the month, that the Work and Health Programme
 * began on the 1st and took people until 30 September 2024, and the last day of Restart are not verified at their source.
 */
const referralDays: Readonly<Record<string, readonly [first: PlainDate, last: PlainDate]>> = {
  WORK_PROGRAMME: ['2011-06-01', '2017-03-31'],
  WORK_AND_HEALTH_PROGRAMME: ['2017-11-01', '2024-09-30'],
  RESTART: ['2021-07-12', '2026-06-30'],
};

/**
 * What is wrong with a referral to a programme on a day, as a clause that a message can end with; `undefined` when nothing is, or the
 * programme's days are not known.
 */
export function referralProblem(programme: string, day: PlainDate): string | undefined {
  const days = referralDays[programme];
  if (days === undefined) return undefined;
  const [first, last] = days;
  if (day < first)
    return `must not be before ${first}, the first day of referrals to the programme; it is ${day}`;
  if (day > last)
    return `must not be after ${last}, the last day of referrals to the programme; it is ${day}`;
  return undefined;
}

/** When prison leavers who claim Jobseeker's Allowance had to go onto the Work Programme at once: from this day on. */
const dayOneFrom: PlainDate = '2012-03-01';

/** Days after release within which a claim brought a referral at once: thirteen weeks. */
const soonAfterRelease = 91;

/** Age from which on others were referred after twelve months and not after nine. */
const adult = 25;

/** Why somebody had to take part in the Work Programme. */
export type MandationBasis = 'DAY_ONE' | 'WITHIN_13_WEEKS' | 'NINE_MONTHS' | 'TWELVE_MONTHS';

/** What decides when a claimant had to be referred to the Work Programme. */
export interface ClaimForMandation {
  /** Benefit, by its code: of those there are, `JSA` alone mandates. */
  readonly benefit: string;
  /** Day from which the claim gives entitlement. */
  readonly entitledFrom: PlainDate;
  /** Day of the last release from custody before it; null where there is none. */
  readonly releasedOn: PlainDate | null;
  readonly dateOfBirth: PlainDate;
}

/**
 * On what basis, and from which day on, a claimant had to be referred to the Work Programme; null where the claim did not bring
 * a referral while the programme took people.
 *
 * Whoever was released and claimed Jobseeker's Allowance had to go at once where the claim gave entitlement on or after 1 March
 * 2012: on the day of release it is day one, within 13 weeks of it the claim's own day. Others had to after nine months of the claim, or
 * twelve from the age of 25 on. Whoever was recalled and released again has a new release: the last one counts.
 * Sources: DWP research report 784, section 4.3 ("From March 2012 …, in addition, any individual claiming JSA within thirteen weeks
 * …", "nine or twelve months"); that it is the 1st of March, and 25 as the age, are not verified at their source.
 */
export function workProgrammeMandation(
  claim: ClaimForMandation,
): { readonly basis: MandationBasis; readonly from: PlainDate } | null {
  const { benefit, entitledFrom, releasedOn, dateOfBirth } = claim;
  if (benefit !== 'JSA') return null;
  const mandation = (() => {
    const days = releasedOn === null ? undefined : daysBetween(releasedOn, entitledFrom);
    if (days !== undefined && days >= 0 && days <= soonAfterRelease && entitledFrom >= dayOneFrom) {
      return { basis: days === 0 ? 'DAY_ONE' : 'WITHIN_13_WEEKS', from: entitledFrom } as const;
    }
    const young = age(entitledFrom, dateOfBirth) < adult;
    return {
      basis: young ? 'NINE_MONTHS' : 'TWELVE_MONTHS',
      from: addMonths(entitledFrom, young ? 9 : 12),
    } as const;
  })();
  const [first, last] = referralDays['WORK_PROGRAMME'] as readonly [PlainDate, PlainDate];
  if (mandation.from > last) return null;
  return mandation.from < first ? { ...mandation, from: first } : mandation;
}
