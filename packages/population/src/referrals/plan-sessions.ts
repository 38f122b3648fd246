import type { Calibration } from '../calibration/calibration.ts';
import type { Random, Weighted } from '../random.ts';
import type { Day } from '../time/day.ts';
import { workingDayFrom } from '../time/working-day.ts';
import type { Meeting } from './referral-plan.ts';

/** How often people come to a session. Weights are assumptions. */
const attendance: Weighted<Meeting['attended']> = [
  ['YES', 0.72],
  ['LATE', 0.08],
  ['NO', 0.2],
];

/** Delivery sessions from the approval of the action plan on, each booked at the one before. */
export function planSessions(
  random: Random,
  { mostSessions }: Calibration['ete'],
  approvedOn: Day,
  lastDay: Day,
): Meeting[] {
  const sessions: Meeting[] = [];
  let bookedOn = approvedOn;
  for (let count = random.int(1, mostSessions); count > 0; count--) {
    const on = workingDayFrom(bookedOn + random.int(8, 24));
    const attended = random.weighted(attendance);
    if (on > lastDay) break;
    sessions.push({ bookedOn, on, attended });
    bookedOn = on;
  }
  return sessions;
}
