import { addDays, londonTime } from '@throughgate/domain';
import { bookedOn } from './booked-on.ts';
import type { ReleaseCase } from './release-case.ts';
import type { EngagementRow } from './rows.ts';

/** Days from release within which a meeting lies that was booked for it. Our assumption. */
const daysAfter = 28;

/**
 * What was booked for a person outside, during the stay and by the day of release: for the four weeks from it, or for an earlier day
 * on which the person was still inside, because the release date moved. Meetings in prison are none. What was written up later,
 * without the day on which it was booked, is left out.
 */
export function bookedBeforeRelease({
  release,
  person,
}: ReleaseCase<'engagement'>): readonly EngagementRow[] {
  const { started_on, started_at, released_on } = release;
  const latest = londonTime(addDays(released_on, daysAfter + 1), '00:00');
  return person.engagement
    .filter((engagement) => {
      const booked = bookedOn(engagement);
      const starts = new Date(engagement.starts_at);
      const isOutside = engagement.kind !== 'AdviserInterview';
      const isInTime = booked !== null && booked >= started_on && booked <= released_on;
      return isOutside && isInTime && starts >= started_at && starts < latest;
    })
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at) || (a.id < b.id ? -1 : 1));
}
