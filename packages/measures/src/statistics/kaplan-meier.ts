import type { Interval } from './interval.ts';
import { z95 } from './normal-quantile.ts';

/** What happened so many days after the start: events, and those who were lost to sight. */
export interface TimedCounts {
  readonly days: number;
  readonly events: number;
  readonly censored: number;
}

/** The share that has not had the event up to and with a day. */
export interface SurvivalPoint extends Interval {
  readonly days: number;
  readonly survival: number;
  /** How many were watched that day, before what happened on it. */
  readonly atRisk: number;
}

/**
 * The Kaplan–Meier estimate, a point for each day on which something happened. Whoever is lost to sight on the day of an event was watched on it.
 * The interval is that of Greenwood's variance on log(−log S), which stays in [0, 1]; where S is 1, no event has come, and at 0 there is
 * no variance: both ends are then S, as in lifelines.
 * Sources: E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958), 457–481; J. D. Kalbfleisch and
 * R. L. Prentice, "The Statistical Analysis of Failure Time Data" (2002), section 1.4.
 * @param counts in any order; counts of one day are added up
 */
export function kaplanMeier(counts: readonly TimedCounts[]): readonly SurvivalPoint[] {
  const days = [...Map.groupBy(counts, (count) => count.days)].toSorted(([one], [other]) => one - other);
  let atRisk = counts.reduce((sum, { events, censored }) => sum + events + censored, 0);
  let survival = 1;
  let variance = 0;
  return days
    .map(([day, group]) => ({
      day,
      events: group.reduce((sum, { events }) => sum + events, 0),
      gone: group.reduce((sum, { events, censored }) => sum + events + censored, 0),
    }))
    .filter(({ gone }) => gone > 0)
    .map(({ day, events, gone }) => {
      const watched = atRisk;
      survival = events === watched ? 0 : survival * (1 - events / watched);
      variance += events === watched ? 0 : events / (watched * (watched - events));
      atRisk -= gone;
      return { days: day, survival, atRisk: watched, ...logLog(survival, variance) };
    });
}

/** The interval of S: the sum of Greenwood's formula is the variance of log S. */
function logLog(survival: number, variance: number): Interval {
  if (survival <= 0 || survival >= 1) return { lower: survival, upper: survival };
  const log = Math.log(survival);
  const reach = (z95 * Math.sqrt(variance)) / Math.abs(log);
  return { lower: survival ** Math.exp(reach), upper: survival ** Math.exp(-reach) };
}
