import { type Interval, intersectionOf, without } from './intervals.ts';
import { londonDate, londonTime } from './london-time.ts';
import { fromDayNumber, type PlainDate, toDayNumber, weekdayOf } from './plain-date.ts';
import { isWorkingDay } from './working-days.ts';

/** The days of the week, Monday first. */
export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

/** The day of the week of a day, given by its number: days since 1 January 1970. */
export function weekdayName(day: number): Weekday {
  return weekdays[weekdayOf(day) - 1] as Weekday;
}

/**
 * Hours of every week by London's clocks, as those of a curfew or a shift. A window belongs to the day on which it
 * begins; one whose `until` is at or before its `from` ends on the next morning.
 */
export interface WeeklyWindow {
  readonly day: string;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly from: string;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly until: string;
}

/** Days on which windows begin. */
export interface WindowDays {
  /** The first day; no limit when left out. */
  readonly from?: PlainDate | null | undefined;
  /** The last day, at whose midnight a window that has begun ends; no limit when left out. */
  readonly to?: PlainDate | null | undefined;
}

/**
 * Each time that a window of the week is in force at some moment of a stretch of time, whole, the earliest first. Clocks are
 * London's: a night in which they go back is an hour longer, one in which they go forward an hour shorter.
 */
export function windowOccurrences(
  windows: readonly WeeklyWindow[],
  within: Interval,
  days: WindowDays = {},
): Interval[] {
  if (windows.length === 0 || within.from >= within.until) return [];
  // A window that began the evening before may reach into the stretch.
  let first = toDayNumber(londonDate(new Date(within.from))) - 1;
  let last = toDayNumber(londonDate(new Date(within.until)));
  if (days.from) first = Math.max(first, toDayNumber(days.from));
  if (days.to) last = Math.min(last, toDayNumber(days.to));
  const ends = days.to ? momentOf(toDayNumber(days.to) + 1, '00:00') : Number.POSITIVE_INFINITY;
  const occurrences: Interval[] = [];
  for (let day = first; day <= last; day += 1) {
    const weekday = weekdayName(day);
    for (const window of windows) {
      if (window.day !== weekday) continue;
      const from = momentOf(day, window.from);
      const until = Math.min(momentOf(window.until <= window.from ? day + 1 : day, window.until), ends);
      if (from < until && from < within.until && until > within.from) occurrences.push({ from, until });
    }
  }
  return occurrences.sort((one, other) => one.from - other.from);
}

/** When windows are in force within a stretch of time: their union, so that two curfews of one night count once. */
export function windowIntervals(
  windows: readonly WeeklyWindow[],
  within: Interval,
  days: WindowDays = {},
): Interval[] {
  return intersectionOf(windowOccurrences(windows, within, days), [within]);
}

/**
 * Stretches of at least `minutes` within the opening hours of working days that nothing takes.
 * @param taken what the person cannot be asked to miss: curfews, appointments, journeys to them
 */
export function freeSlots(
  within: Interval,
  opening: readonly WeeklyWindow[],
  taken: readonly Interval[],
  minutes: number,
): Interval[] {
  const open = windowIntervals(opening, within).filter(({ from }) =>
    isWorkingDay(londonDate(new Date(from))),
  );
  return without(open, taken).filter(({ from, until }) => until - from >= minutes * 60_000);
}

/** Opening hours of Jobcentres. Hours differ by office; not verified at its source. */
export const jobcentreOpening: readonly WeeklyWindow[] = weekdays
  .slice(0, 5)
  .map((day) => ({ day, from: '09:00', until: '17:00' }));

function momentOf(day: number, time: string): number {
  return londonTime(fromDayNumber(day), time).getTime();
}
