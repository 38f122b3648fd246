import { londonTime } from '@throughgate/domain';
import { type Day, isoDate, type Moment } from './day.ts';

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const starts = new Map<Day, Moment>();

/**
 * The moment from which minutes of a day count in London: midnight, or on the two Sundays a year on which the
 * clocks change the moment that would be midnight with the clock of the afternoon. Kept, since a generated
 * population asks for few days millions of times.
 */
function startOf(day: Day): Moment {
  let start = starts.get(day);
  if (start === undefined) {
    start = londonTime(isoDate(day), '12:00').getTime() - dayLength / 2;
    starts.set(day, start);
  }
  return start;
}

/** The moment of a time of day in London, given in whole minutes after midnight, 02:00 or later. */
export function londonMoment(day: Day, minuteOfDay: number): Moment {
  return startOf(day) + minuteOfDay * minute;
}

/** The day and the minute of the day that a London clock shows at a moment that is not in the small hours. */
export function londonClock(moment: Moment): { day: Day; minute: number } {
  const utcDay = Math.floor(moment / dayLength);
  const day = moment >= startOf(utcDay + 1) ? utcDay + 1 : utcDay;
  return { day, minute: Math.floor((moment - startOf(day)) / minute) };
}
