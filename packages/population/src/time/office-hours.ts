import type { Random } from '../random.ts';
import type { Day, Moment } from './day.ts';
import { londonClock, londonMoment } from './london.ts';
import { isWorkingDay, nextWorkingDay } from './working-day.ts';

const minute = 60_000;
const opens = 8 * 60 + 30;
const closes = 17 * 60 + 30;

/** Share of records that staff enter only on the next working day. Assumption. */
const nextDayShare = 0.1;

/**
 * When an office's system records something that happened at a moment: minutes to hours later, in office
 * hours (08:30 to 17:30 in London on a working day), for one record in ten only on the next working day.
 * Never before `after`, the moment at which the record it builds on was made.
 */
export function recordedInOffice(random: Random, happened: Moment, after = 0): Moment {
  const later = Math.max(happened + random.int(2, 90) * minute, after + minute);
  const clock = londonClock(later);
  const early = clock.minute < opens;
  const today = early ? clock.day - 1 : clock.day;
  const open = isWorkingDay(clock.day);
  if (open && !early && clock.minute < closes && !random.chance(nextDayShare)) return later;
  return londonMoment(nextWorkingDay(today), opens + random.int(0, 150));
}

/** When a prison's system records something: minutes later, at any hour, since prisons never close. */
export function recordedInPrison(random: Random, happened: Moment, after = 0): Moment {
  return Math.max(happened + random.int(3, 40) * minute, after + minute);
}

/** A moment in office hours of a day, at which staff do something, for example book an appointment. */
export function officeMoment(random: Random, day: Day): Moment {
  return londonMoment(day, random.int(9 * 60, 17 * 60));
}

/** The start of an appointment on a day: 09:00 to 16:15 in London, on the quarter hour. */
export function appointmentSlot(random: Random, day: Day): Moment {
  return londonMoment(day, 9 * 60 + 15 * random.int(0, 29));
}
