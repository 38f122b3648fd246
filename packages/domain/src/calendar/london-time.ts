import { Temporal } from 'temporal-polyfill';
import { fromDayNumber, type PlainDate, toDayNumber } from './plain-date.ts';

const zone = 'Europe/London';
const millisecondsPerDay = 86_400_000;

/** The offsets of London's clocks from UTC within one UTC year. */
interface YearOfClocks {
  /** Moments at which an offset begins, in milliseconds since 1970, in order; the first is the start of the year. */
  readonly from: readonly number[];
  /** The offsets, in milliseconds. */
  readonly offset: readonly number[];
}

const years = new Map<number, YearOfClocks>();

/** The day on which a moment falls in England and Wales. */
export function londonDate(moment: Date): PlainDate {
  const milliseconds = moment.getTime();
  return fromDayNumber(Math.floor((milliseconds + londonOffset(milliseconds)) / millisecondsPerDay));
}

/**
 * The moment at which London's clocks show a time on a day. When they show it twice (the last Sunday of October)
 * the first is meant; when they skip it (the last Sunday of March) the time counts as if they had not, so that
 * 01:30 becomes 02:30. These are the rules of ISO 8601 libraries, called "compatible" in Temporal.
 * @param time `HH:MM`, 00:00 to 23:59
 */
export function londonTime(date: PlainDate, time: string): Date {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`Not a time of day as HH:MM: ${time}`);
  const shown = toDayNumber(date) * millisecondsPerDay + minutes * 60_000;
  const before = londonOffset(shown - millisecondsPerDay);
  const first = shown - before;
  if (londonOffset(first) === before) return new Date(first);
  const after = londonOffset(shown + millisecondsPerDay);
  const second = shown - after;
  return new Date(londonOffset(second) === after ? second : first);
}

/** The time of day that London's clocks show at a moment, `HH:MM`. */
export function londonTimeOfDay(moment: Date): string {
  const milliseconds = moment.getTime();
  return new Date(milliseconds + londonOffset(milliseconds)).toISOString().slice(11, 16);
}

/** By how many milliseconds London's clocks are ahead of UTC at a moment. */
function londonOffset(milliseconds: number): number {
  const { from, offset } = yearOfClocks(new Date(milliseconds).getUTCFullYear());
  let at = from.length - 1;
  while (at > 0 && milliseconds < (from[at] ?? 0)) at -= 1;
  return offset[at] ?? 0;
}

/** Asks the zone's rules once a year and not once a call, since a generated population asks millions of times. */
function yearOfClocks(year: number): YearOfClocks {
  const known = years.get(year);
  if (known) return known;
  const end = Date.UTC(year + 1, 0, 1);
  const from: number[] = [];
  const offset: number[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(
    Date.UTC(year, 0, 1),
  ).toZonedDateTimeISO(zone);
  while (at && at.epochMilliseconds < end) {
    from.push(at.epochMilliseconds);
    offset.push(at.offsetNanoseconds / 1e6);
    at = at.getTimeZoneTransition('next');
  }
  const made = { from, offset };
  years.set(year, made);
  return made;
}
