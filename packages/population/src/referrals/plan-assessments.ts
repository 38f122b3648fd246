import type { Calibration } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import type { Day } from '../time/day.ts';
import { workingDaysAfter } from '../time/working-day.ts';
import type { Meeting } from './referral-plan.ts';

/** Bookings of an initial assessment. */
export interface Assessments {
  /** Those that were made, in order of time. */
  readonly assessments: readonly Meeting[];
  /** Day of the one that the person came to; null when there was none before supervision ended. */
  readonly assessedOn: Day | null;
}

/** Bookings that someone misses who withdraws before an assessment: none, one or two, the first of them on `firstOn`. */
export function planMissedAssessments(
  random: Random,
  {
    assignedOn,
    firstOn,
    lastDay,
  }: { readonly assignedOn: Day; readonly firstOn: Day; readonly lastDay: Day },
): Meeting[] {
  const missed: Meeting[] = [];
  let bookedOn = assignedOn;
  const count = random.weighted([
    [0, 0.3],
    [1, 0.5],
    [2, 0.2],
  ] as const);
  while (missed.length < count) {
    const later = workingDaysAfter(bookedOn, random.int(2, 5));
    const on = missed.length === 0 ? Math.max(firstOn, workingDaysAfter(assignedOn, 1)) : later;
    if (on > lastDay) break;
    missed.push({ bookedOn, on, attended: 'NO' });
    bookedOn = on;
  }
  return missed;
}

/**
 * The bookings of someone who comes to the assessment, a fifth after missing one; `referredOn` is the day of the referral,
 * `offeredAfter` the working days from it to the first time that the key worker has free.
 */
export function planAssessments(
  random: Random,
  { assessedInTime }: Calibration['ete'],
  offeredAfter: number,
  {
    referredOn,
    assignedOn,
    lastDay,
  }: { readonly referredOn: Day; readonly assignedOn: Day; readonly lastDay: Day },
): Assessments {
  const wait = random.chance(assessedInTime) ? random.int(offeredAfter, 10) : random.int(11, 20);
  const on = workingDaysAfter(referredOn, wait);
  // Two working days between meetings, since what happened at one may be recorded only on the next day.
  const failedOn = workingDaysAfter(assignedOn, 2);
  const missedOnce = on >= workingDaysAfter(failedOn, 2) && random.chance(0.2);
  const attended = random.chance(0.88) ? 'YES' : 'LATE';
  const wanted: Meeting[] = [
    ...(missedOnce ? [{ bookedOn: assignedOn, on: failedOn, attended: 'NO' as const }] : []),
    { bookedOn: missedOnce ? failedOn : assignedOn, on, attended },
  ];
  return {
    assessments: wanted.filter((meeting) => meeting.on <= lastDay),
    assessedOn: on <= lastDay ? on : null,
  };
}
