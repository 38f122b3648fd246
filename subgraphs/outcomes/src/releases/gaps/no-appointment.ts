import { addDays, londonDate } from '@throughgate/domain';
import { bookedOn } from '../booked-on.ts';
import { categoryOf } from '../category-of.ts';
import type { GapRule } from './gap-rule.ts';

/** Days from release within which the first appointment has to lie to be one for the release. Our assumption. */
const withinDays = 28;

/**
 * Released without an appointment (2:781, 957): probation has a case of the person, the law puts the person under its supervision,
 * and nothing was booked by the day of release for the four weeks from it. One that was written up afterwards counts: when it was
 * booked nobody knows. Under nobody's supervision none is due. Where probation holds no case of the person it is unknown. Open from
 * the release.
 */
export const noAppointment: GapRule = (at) => {
  const { release, person } = at;
  const category = categoryOf(at);
  if (category === 'NOBODY') return 'closed';
  if (category === null || !person.agencies.has('probation')) return 'unknown';
  const day = release.released_on;
  const isBooked = person.engagement.some((engagement) => {
    if (engagement.kind !== 'Appointment' || engagement.called_off) return false;
    const on = londonDate(new Date(engagement.starts_at));
    return on >= day && on <= addDays(day, withinDays) && (bookedOn(engagement) ?? day) <= day;
  });
  if (isBooked) return 'closed';
  return { owner: 'probation', openSince: day, evidence: [] };
};
