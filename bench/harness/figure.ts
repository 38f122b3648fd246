/** What one measurement found, and whether it is what was aimed at. */
export interface Figure {
  /** What was measured, with its unit. */
  readonly figure: string;
  readonly measured: string;
  /** What it is measured against. @default none: the figure explains others */
  readonly goal?: string;
  /** Whether the goal was reached. @default none, as there is no goal */
  readonly verdict?: 'reached' | 'short';
}

/** A figure with a goal: at most, or at least, a number. */
export function judged(
  figure: string,
  value: number,
  goal: { readonly atMost: number } | { readonly atLeast: number },
  format: (value: number) => string = rounded,
): Figure {
  const [sign, limit, reached] =
    'atMost' in goal ? ['≤', goal.atMost, value <= goal.atMost] : ['≥', goal.atLeast, value >= goal.atLeast];
  return {
    figure,
    measured: format(value),
    goal: `${sign} ${format(limit)}`,
    verdict: reached ? 'reached' : 'short',
  };
}

/** A figure that explains others and has no goal; one that could not be measured here says so. */
export function plain(
  figure: string,
  value: number | undefined,
  format: (value: number) => string = rounded,
): Figure {
  return {
    figure,
    measured: value === undefined || Number.isNaN(value) ? 'not measured here' : format(value),
  };
}

/** Three significant digits at least, whole numbers whole. */
export function rounded(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** Formats a ratio: `2.31 ×`. */
export function times(value: number): string {
  return `${rounded(value)} ×`;
}

/** Makes a format that puts a unit behind the number. */
export function inUnit(unit: string): (value: number) => string {
  return (value) => `${rounded(value)} ${unit}`;
}
