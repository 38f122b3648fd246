import type { Calibration } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import { type Day, financialYearOf } from '../time/day.ts';

/**
 * The day on which someone who claims from `from` on starts work, as far as chance decides it: soonest in the first six
 * weeks after a release, then up to six months. Not a whole number.
 */
export function drawJobDay(
  random: Random,
  { meanDaysToJob, jobRateByYear }: Calibration['benefits'],
  from: Day,
  released: Day | null,
): number {
  const { sixWeeks, sixMonths, later } = meanDaysToJob;
  if (released === null) return from + random.exponential(later);
  const [early, middle] = jobRateByYear[String(financialYearOf(released))] ?? [1, 1];
  let at = from;
  for (const [mean, until] of [
    [sixWeeks / early, released + 42],
    [sixMonths / middle, released + 182],
  ] as const) {
    if (at >= until) continue;
    const wait = random.exponential(mean);
    if (at + wait < until) return at + wait;
    at = until;
  }
  return at + random.exponential(later);
}
