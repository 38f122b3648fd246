import { kaplanMeier, type SurvivalPoint, type TimedCounts } from './kaplan-meier.ts';

/**
 * Days by which the event has come to a share of those who started: the first day on which the Kaplan–Meier estimate is at or below `1 − share`.
 * Null where it never gets so low, since too many are still waiting or were lost to sight.
 * @param share more than 0, at most 1; 0.5 for the median
 */
export function survivalQuantile(counts: readonly TimedCounts[], share: number): number | null {
  return firstAtOrBelow(kaplanMeier(counts), 1 - share, ({ survival }) => survival);
}

/** The median, with its interval: where the ends of the curve's interval come to a half (R. Brookmeyer and J. Crowley, Biometrics 38 (1982), 29–41). */
export interface SurvivalMedian {
  readonly median: number | null;
  readonly lower: number | null;
  /** Null where the interval has no end. */
  readonly upper: number | null;
}

/** The median of days and its interval. */
export function survivalMedian(counts: readonly TimedCounts[]): SurvivalMedian {
  const points = kaplanMeier(counts);
  return {
    median: firstAtOrBelow(points, 0.5, ({ survival }) => survival),
    lower: firstAtOrBelow(points, 0.5, ({ lower }) => lower),
    upper: firstAtOrBelow(points, 0.5, ({ upper }) => upper),
  };
}

/** What the machine's rounding may add to a product of shares. */
const rounding = 1e-12;

function firstAtOrBelow(
  points: readonly SurvivalPoint[],
  level: number,
  height: (point: SurvivalPoint) => number,
): number | null {
  return points.find((point) => height(point) <= level + rounding)?.days ?? null;
}
