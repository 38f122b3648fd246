import Holidays from 'date-holidays';
import type { PlainDate } from './plain-date.ts';

/**
 * Bank holidays by royal proclamation that date-holidays does not know, and the ordinary ones they replaced.
 * Source: proclamations in The Gazette; recent years at https://www.gov.uk/bank-holidays.
 */
const corrections: Readonly<Record<number, { added: readonly PlainDate[]; removed: readonly PlainDate[] }>> =
  {
    // Wedding of the Prince of Wales.
    1981: { added: ['1981-07-29'], removed: [] },
    // May Day moved to the fiftieth anniversary of VE Day.
    1995: { added: ['1995-05-08'], removed: ['1995-05-01'] },
    // The eve of the year 2000.
    1999: { added: ['1999-12-31'], removed: [] },
    // Golden Jubilee.
    2002: { added: ['2002-06-03', '2002-06-04'], removed: ['2002-05-27'] },
    // Wedding of Prince William.
    2011: { added: ['2011-04-29'], removed: [] },
    // Diamond Jubilee.
    2012: { added: ['2012-06-04', '2012-06-05'], removed: ['2012-05-28'] },
  };

let library: Holidays | undefined;

/**
 * The bank holidays of England and Wales in one year, from 1978 on, in order; those that fall on a weekend stand
 * beside the weekday given in their place. Future years hold what the law lays down so far.
 */
export function bankHolidays(year: number): readonly PlainDate[] {
  library ??= new Holidays('GB', 'ENG', { types: ['public', 'bank'] });
  const { added = [], removed = [] } = corrections[year] ?? {};
  const days = library.getHolidays(year).map(({ date }) => date.slice(0, 10));
  return [...new Set([...days.filter((day) => !removed.includes(day)), ...added])].sort();
}
