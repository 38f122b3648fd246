import { londonDate, londonTime } from '@throughgate/domain';
import { type Day, dayOf, isoDate, type Moment } from './day.ts';

const texts = Array.from({ length: 24 * 60 }, (_, minute) => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});

/** The moment of a time of day in London, given in whole minutes after midnight. */
export function londonMoment(day: Day, minuteOfDay: number): Moment {
  return londonTime(isoDate(day), texts[minuteOfDay] ?? '00:00').getTime();
}

/** The day and the minute of the day that a London clock shows (an hour off on the two Sundays of the clock change). */
export function londonClock(moment: Moment): { day: Day; minute: number } {
  const day = dayOf(londonDate(new Date(moment)));
  return { day, minute: Math.floor((moment - londonMoment(day, 0)) / 60_000) };
}
