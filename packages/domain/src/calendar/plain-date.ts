/** A day of the calendar without time or zone, written `YYYY-MM-DD`. Text order is the order of days. */
export type PlainDate = string;

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export function isPlainDate(text: string): text is PlainDate {
  return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && fromDayNumber(toDayNumber(text)) === text;
}

/**
 * Number of a day, 1970-01-01 being 0: what arithmetic is done with.
 * Days are counted by integer arithmetic, without `Date`, since a generated population asks millions of times.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function toDayNumber(date: PlainDate): number {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 7);
  return dayNumberOf(year, month, digits(date, 8, 10));
}

/** The day with a number, the inverse of {@link toDayNumber}. */
export function fromDayNumber(day: number): PlainDate {
  const { year, month, dayOfMonth } = civil(day);
  return write(year, month, dayOfMonth);
}

/** The day `count` days later, or earlier when negative. */
export function addDays(date: PlainDate, count: number): PlainDate {
  return fromDayNumber(toDayNumber(date) + count);
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The same day `count` months later, or the last of that month where it has fewer days. */
export function addMonths(date: PlainDate, count: number): PlainDate {
  const months = digits(date, 0, 4) * 12 + digits(date, 5, 7) - 1 + count;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  const nextYear = month === 12 ? year + 1 : year;
  const length = dayNumberOf(nextYear, (month % 12) + 1, 1) - dayNumberOf(year, month, 1);
  return write(year, month, Math.min(digits(date, 8, 10), length));
}

/**
 * Age in whole years on a day. A person born on 29 February is a year older on 1 March of a common year: an age is
 * attained on the anniversary of birth (Family Law Reform Act 1969, section 9).
 */
export function age(on: PlainDate, born: PlainDate): number {
  const years = digits(on, 0, 4) - digits(born, 0, 4);
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function dayOfWeek(date: PlainDate): number {
  return weekdayOf(toDayNumber(date));
}

/** Day of the week of a day number, 1 for Monday to 7 for Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function dayNumberOf(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civil(day: number): { year: number; month: number; dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

function write(year: number, month: number, dayOfMonth: number): PlainDate {
  const front = year < 1000 ? String(year).padStart(4, '0') : year;
  return `${front}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`;
}
