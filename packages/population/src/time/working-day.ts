import { isWorkingDay as isWorkingDate, workingDaysBetween } from '@throughgate/domain';
import { type Day, isoDate } from './day.ts';

const known = new Map<Day, boolean>();

/** Whether a day is neither Saturday, Sunday nor a bank holiday in England and Wales. */
export function isWorkingDay(day: Day): boolean {
  let working = known.get(day);
  if (working === undefined) {
    working = isWorkingDate(isoDate(day));
    known.set(day, working);
  }
  return working;
}

/** The first working day after a day. */
export function nextWorkingDay(day: Day): Day {
  let next = day + 1;
  while (!isWorkingDay(next)) next++;
  return next;
}

/** The day itself when it is a working day, else the next one. */
export function workingDayFrom(day: Day): Day {
  return nextWorkingDay(day - 1);
}

/** The day itself when it is a working day, else the one before. */
export function workingDayUntil(day: Day): Day {
  let last = day;
  while (!isWorkingDay(last)) last--;
  return last;
}

/** The day `count` working days after a day, which is itself not counted. */
export function workingDaysAfter(day: Day, count: number): Day {
  let last = day;
  for (let left = count; left > 0; left--) last = nextWorkingDay(last);
  return last;
}

/** How many working days lie after `from` up to and including `to`. */
export function workingDaysUntil(from: Day, to: Day): number {
  return workingDaysBetween(isoDate(from), isoDate(to));
}
