import type { Benefit } from '@throughgate/contracts';
import {
  type BenefitCentre,
  benefitCentres,
  type JobcentreOffice,
  jobcentreOfficesOf,
} from '@throughgate/domain';
import { randomFrom, type Weighted } from '../random.ts';
import { type Day, dayOf, financialYearOf } from '../time/day.ts';

/** Before this day nobody of these populations claims Universal Credit: single jobseekers could in every office by April 2016. */
const universalCreditFrom = dayOf('2016-05-01');

const today: Weighted<Benefit> = [
  ['UC', 0.94],
  ['ESA', 0.04],
  ['JSA', 0.02],
];

/** Benefits of the time of DWP research report 784. The weights are assumptions. */
const beforeUniversalCredit: Weighted<Benefit> = [
  ['JSA', 0.74],
  ['ESA', 0.16],
  ['IS', 0.1],
];

/** Which benefits people claim on a day. */
export function benefitsClaimedOn(day: Day): Weighted<Benefit> {
  return day < universalCreditFrom ? beforeUniversalCredit : today;
}

/**
 * Days from the claim to the first payment. Universal Credit is paid in arrears, about five weeks after the claim; with so
 * few other claims today, theirs are not told apart. Before it, three waiting days and a fortnight in arrears,
 * and some days to decide the claim (the range is an assumption).
 */
export function firstPaymentWait(day: Day): readonly [least: number, most: number] {
  return day < universalCreditFrom ? [16, 30] : [35, 39];
}

type Rates = ReadonlyMap<number, readonly [under25: number, from25: number]>;

/** Monthly standard allowance of Universal Credit for a single person in pence, by the first year of the financial year. */
const monthlyAllowance: Rates = new Map([
  [2021, [257_33, 324_84]],
  [2022, [265_31, 334_91]],
  [2023, [292_11, 368_74]],
  [2024, [311_68, 393_45]],
  [2025, [316_98, 400_14]],
]);

/** Weekly rate of Jobseeker's Allowance and Income Support for a single person in pence, likewise. */
const weeklyRate: Rates = new Map([
  [2009, [50_95, 64_30]],
  [2010, [51_85, 65_45]],
  [2011, [53_45, 67_50]],
  [2012, [56_25, 71_00]],
]);

/** The rate of a year; years beyond a table take its nearest entry. */
function rateIn(rates: Rates, age: number, day: Day): number {
  const years = [...rates.keys()];
  const year = Math.min(Math.max(financialYearOf(day), Math.min(...years)), Math.max(...years));
  const [young = 0, adult = 0] = rates.get(year) ?? [];
  return age < 25 ? young : adult;
}

/** What a benefit pays for a day, in pence: the rates are those on gov.uk for the year. */
export function dailyRatePence(age: number, day: Day): number {
  return day < universalCreditFrom
    ? Math.round(rateIn(weeklyRate, age, day) / 7)
    : Math.round((rateIn(monthlyAllowance, age, day) * 12) / 365);
}

/**
 * A first payment in pence: a month's allowance, less a quarter when an advance is being paid back (assumption); before
 * Universal Credit a fortnight.
 */
export function firstPaymentPence(age: number, day: Day, advance: boolean): number {
  return day < universalCreditFrom
    ? 2 * rateIn(weeklyRate, age, day)
    : Math.round(rateIn(monthlyAllowance, age, day) * (advance ? 0.75 : 1));
}

/** The centre that deals with the claims of a Jobcentre office: that of its town, else one that is the district's by lot. */
export function benefitCentreFor({ town, districtCode }: JobcentreOffice): BenefitCentre {
  let centre = known.get(districtCode);
  if (centre === undefined) {
    const near = benefitCentres().find(({ name }) =>
      jobcentreOfficesOf(districtCode).some((office) => office.town === name),
    );
    centre = near ?? randomFrom('benefit centre', districtCode).pick(benefitCentres());
    known.set(districtCode, centre);
  }
  return benefitCentres().find(({ name }) => name === town) ?? centre;
}

const known = new Map<string, BenefitCentre>();
