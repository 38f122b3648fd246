import { bankHolidays } from './bank-holidays.ts';
import { addDays, fromDayNumber, type PlainDate, toDayNumber, weekdayOf } from './plain-date.ts';

/** The working days of one year: for each day how many came before it in the year. */
interface YearOfWork {
  readonly firstDay: number;
  /** One entry per day and one more, so that the last minus the first is the year's total. */
  readonly before: Uint16Array;
}

const years = new Map<number, YearOfWork>();

/** Whether a day is neither Saturday, Sunday nor a bank holiday in England and Wales. */
export function isWorkingDay(date: PlainDate): boolean {
  const { firstDay, before } = yearOfWork(Number(date.slice(0, 4)));
  const at = toDayNumber(date) - firstDay;
  return (before[at + 1] ?? 0) > (before[at] ?? 0);
}

/**
 * The day `count` working days after `date`, or before it when negative; `date` itself is not counted.
 * With 0, `date` if it is a working day, else the next one.
 */
export function addWorkingDays(date: PlainDate, count: number): PlainDate {
  const step = count < 0 ? -1 : 1;
  let day = toDayNumber(date);
  let text = date;
  if (count === 0) {
    while (!isWorkingDay(text)) text = fromDayNumber(++day);
    return text;
  }
  for (let left = Math.abs(count); left > 0; ) {
    day += step;
    text = fromDayNumber(day);
    if (isWorkingDay(text)) left -= 1;
  }
  return text;
}

/**
 * How many working days lie after `from` up to and including `to`, the count that deadlines are measured in;
 * negative when `to` is earlier. So `workingDaysBetween(day, addWorkingDays(day, n))` is `n`.
 */
export function workingDaysBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return -workingDaysBetween(addDays(to, -1), addDays(from, -1));
  let count = upTo(to) - upTo(from);
  for (let year = Number(from.slice(0, 4)); year < Number(to.slice(0, 4)); year += 1) {
    count += yearOfWork(year).before.at(-1) ?? 0;
  }
  return count;
}

/** Working days from the first day of the day's year up to and including the day. */
function upTo(date: PlainDate): number {
  const { firstDay, before } = yearOfWork(Number(date.slice(0, 4)));
  return before[toDayNumber(date) - firstDay + 1] ?? 0;
}

function yearOfWork(year: number): YearOfWork {
  const known = years.get(year);
  if (known) return known;
  const firstDay = toDayNumber(`${String(year).padStart(4, '0')}-01-01`);
  const length = toDayNumber(`${String(year + 1).padStart(4, '0')}-01-01`) - firstDay;
  const holidays = new Set(bankHolidays(year).map(toDayNumber));
  const before = new Uint16Array(length + 1);
  for (let at = 0; at < length; at += 1) {
    const works = weekdayOf(firstDay + at) <= 5 && !holidays.has(firstDay + at);
    before[at + 1] = (before[at] ?? 0) + (works ? 1 : 0);
  }
  const made = { firstDay, before };
  years.set(year, made);
  return made;
}
