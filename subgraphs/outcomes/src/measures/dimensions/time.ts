import { addDays, addMonths, dayOfWeek, type PlainDate } from '@throughgate/domain';
import type { Dimension } from '@throughgate/measures';

/** A dimension of the day by which a measure says to which period an episode belongs. */
function ofTheDay(dimension: Omit<Dimension, 'columns'>): Dimension {
  return { ...dimension, columns: [] };
}

/** So many months from the first day of one on. */
function months(from: PlainDate, count: number) {
  return { from, to: addDays(addMonths(from, count), -1) };
}

/** Calendar weeks of ISO 8601, which begin on Monday: `2024-W07`. */
export const week: Dimension = ofTheDay({
  id: 'WEEK',
  title: 'Week',
  describes: 'Calendar week of ISO 8601, from Monday to Sunday, for example 2024-W07.',
  code: (day) => `strftime(${day}, '%G-W%V')`,
  form: { pattern: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, words: 'a week as 2024-W07' },
  days(code) {
    // The fourth of January lies in the first week.
    const fourth = `${code.slice(0, 4)}-01-04`;
    const from = addDays(fourth, 1 - dayOfWeek(fourth) + (Number(code.slice(6)) - 1) * 7);
    return { from, to: addDays(from, 6) };
  },
  label: (code) => `Week ${Number(code.slice(6))} of ${code.slice(0, 4)}`,
});

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Calendar months: `2024-02`. */
export const month: Dimension = ofTheDay({
  id: 'MONTH',
  title: 'Month',
  describes: 'Calendar month, for example 2024-02.',
  code: (day) => `strftime(${day}, '%Y-%m')`,
  form: { pattern: /^\d{4}-(0[1-9]|1[0-2])$/, words: 'a month as 2024-02' },
  days: (code) => months(`${code}-01`, 1),
  label: (code) => `${monthNames[Number(code.slice(5)) - 1] ?? code} ${code.slice(0, 4)}`,
});

/** Quarters of the calendar year: `2024-Q1` is January to March. */
export const quarter: Dimension = ofTheDay({
  id: 'QUARTER',
  title: 'Quarter',
  describes: 'Quarter of the calendar year, for example 2024-Q1 for January to March.',
  code: (day) => `year(${day}) || '-Q' || quarter(${day})`,
  form: { pattern: /^\d{4}-Q[1-4]$/, words: 'a quarter as 2024-Q1' },
  days: (code) =>
    months(`${code.slice(0, 4)}-${String(Number(code.slice(6)) * 3 - 2).padStart(2, '0')}-01`, 3),
  label: (code) => {
    const last = Number(code.slice(6)) * 3;
    return `${monthNames[last - 3] ?? code} to ${monthNames[last - 1] ?? code} ${code.slice(0, 4)}`;
  },
});

/** Calendar years. */
export const year: Dimension = ofTheDay({
  id: 'YEAR',
  title: 'Year',
  describes: 'Calendar year.',
  code: (day) => `CAST(year(${day}) AS VARCHAR)`,
  form: { pattern: /^\d{4}$/, words: 'a year as 2024' },
  days: (code) => months(`${code}-01-01`, 12),
  label: (code) => code,
});
