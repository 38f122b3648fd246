import { londonDate, londonTime, londonTimeOfDay } from './london-time.ts';
import { addDays, daysBetween, type PlainDate } from './plain-date.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

/** When somebody is to sign: every so many days, at one time of London's clocks. */
export interface SigningPattern {
  /** The first signing. Its day and its time of London's clocks repeat. */
  readonly firstAt: Date;
  /** Days from one signing to the next, at least 1: 14 for every fortnight. */
  readonly everyDays: number;
}

/** One signing of a pattern. */
export interface SigningDay {
  /** Day of the pattern: what the signing keeps its name by, wherever it moved. */
  readonly day: PlainDate;
  /** When it is due: on the day, or on the working day before where no office opens. */
  readonly dueAt: Date;
}

/**
 * The signings of a pattern from its first day up to `last`, that day included, in order. Each is at the same time of
 * London's clocks, so that its moment in UTC shifts when the clocks change. A day that is no working day moves to the working
 * day before; of several that come to lie on one day the first remains.
 * Source: records.md J4 ("bank holidays shift to the working day before"); that it is the day before and not the day after is not verified at its source.
 * Raises an error when `everyDays` is no whole number of at least 1.
 */
export function signingDays({ firstAt, everyDays }: SigningPattern, last: PlainDate): SigningDay[] {
  if (!Number.isInteger(everyDays) || everyDays < 1) {
    throw new RangeError(`Days from one signing to the next must be a whole number from 1, not ${everyDays}`);
  }
  const time = londonTimeOfDay(firstAt);
  const found: SigningDay[] = [];
  let taken = '';
  for (let day = londonDate(firstAt); day <= last; day = addDays(day, everyDays)) {
    const open = isWorkingDay(day) ? day : addWorkingDays(day, -1);
    if (open > taken) found.push({ day, dueAt: londonTime(open, time) });
    taken = open;
  }
  return found;
}

/** Whether a moment is one at which a pattern has a signing, before any is moved: on one of its days, at its time. */
export function isOfPattern({ firstAt, everyDays }: SigningPattern, moment: Date): boolean {
  const days = daysBetween(londonDate(firstAt), londonDate(moment));
  return days >= 0 && days % everyDays === 0 && londonTimeOfDay(moment) === londonTimeOfDay(firstAt);
}
