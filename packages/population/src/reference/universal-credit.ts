import { type Day, financialYearOf } from '../time/day.ts';

/**
 * Monthly standard allowance of Universal Credit for a single person in pence, under 25 and from 25 on, by
 * the first year of the financial year (benefit and pension rates on gov.uk). Years beyond the table take its
 * nearest entry.
 */
const rates: ReadonlyMap<number, readonly [under25: number, from25: number]> = new Map([
  [2021, [257_33, 324_84]],
  [2022, [265_31, 334_91]],
  [2023, [292_11, 368_74]],
  [2024, [311_68, 393_45]],
  [2025, [316_98, 400_14]],
]);

/** A first payment in pence: the standard allowance, less a quarter when an advance is being paid back (assumption). */
export function allowancePence(age: number, day: Day, advance: boolean): number {
  const year = Math.min(Math.max(financialYearOf(day), 2021), 2025);
  const [young = 0, adult = 0] = rates.get(year) ?? [];
  return Math.round((age < 25 ? young : adult) * (advance ? 0.75 : 1));
}
