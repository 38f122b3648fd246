import {
  addDays,
  freeSlots,
  type Interval,
  jobcentreOpening,
  londonDate,
  londonTime,
  without,
} from '@throughgate/domain';
import type { Clash } from './clash.ts';
import { type TimeOfPerson, takenTime } from './time-of-person.ts';

/** When nothing takes a person's time, within a stretch of it. */
export function availability(time: TimeOfPerson, within: Interval): Interval[] {
  return without([within], takenTime(time, within));
}

/** The days in which another time for what clashes is looked for. */
export function daysToLookAt({ from }: Clash, days: number): Interval {
  const day = londonDate(new Date(from));
  return {
    from: londonTime(day, '00:00').getTime(),
    until: londonTime(addDays(day, days), '00:00').getTime(),
  };
}

/**
 * When what clashes could be instead: as long as it is, with the journey before and after clear of what takes the person's time. A
 * shift may be at any hour, all else in a Jobcentre's opening hours.
 */
export function otherTimes(clash: Clash, time: TimeOfPerson, within: Interval): Interval[] {
  const { travel, first } = clash;
  const around = { from: within.from - travel, until: within.until + travel };
  const taken = takenTime(time, around, first.id).map(({ from, until }) => ({
    from: from - travel,
    until: until + travel,
  }));
  const minutes = (clash.until - clash.from) / 60_000;
  if (first.__typename !== 'Outcome') return freeSlots(within, jobcentreOpening, taken, minutes);
  return without([within], taken).filter(({ from, until }) => until - from >= minutes * 60_000);
}
