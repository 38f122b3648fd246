/** A 95% confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A number held between two others. */
export function within(lower: number, value: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}
