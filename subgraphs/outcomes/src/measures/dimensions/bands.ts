import { MeasureError } from '@throughgate/measures';

/** A band of whole numbers: from `from` on, up to where the next one begins. */
export interface Band {
  /** For example `18-20`. */
  readonly code: string;
  readonly label: string;
  readonly from: number;
}

/** SQL that gives the code of the band in which a number lies; null for what is null, or lies before the first. */
export function bandSql(number: string, bands: readonly Band[]): string {
  const highestFirst = bands.toReversed().map(({ code, from }) => `WHEN ${number} >= ${from} THEN '${code}'`);
  return `CASE ${highestFirst.join(' ')} END`;
}

/**
 * The codes of the bands from one edge on and below another.
 * Raises `MeasureError` `COHORT_OFF_GRID` where a bound is no edge of a band: a cohort of a free threshold would differ from another by
 * whoever lies between, who could then be found out.
 * @param bounds `from` the first number, `to` the first that lies above; null for no bound
 * @param argument the argument, and what it is called in messages
 */
export function bandsBetween(
  bands: readonly Band[],
  { from, to }: { readonly from: number | null; readonly to: number | null },
  argument: { readonly from: string; readonly to: string; readonly toAsAsked?: (edge: number) => number },
): readonly string[] {
  const edges = bands.map((band) => band.from);
  const asAsked = argument.toAsAsked ?? ((edge: number) => edge);
  if (from !== null && !edges.includes(from)) throw offGrid(argument.from, from, edges);
  // An end at the first edge would be a cohort of nobody.
  const ends = edges.slice(1);
  if (to !== null && !ends.includes(to)) throw offGrid(argument.to, asAsked(to), ends.map(asAsked));
  const codes = bands
    .filter((band) => band.from >= (from ?? band.from) && band.from < (to ?? Number.POSITIVE_INFINITY))
    .map(({ code }) => code);
  if (codes.length === 0) {
    throw new MeasureError(
      'UNKNOWN_COHORT',
      `${argument.from} lies after ${argument.to}: nobody is in that cohort`,
      argument.from,
    );
  }
  return codes;
}

function offGrid(argument: string, value: number, edges: readonly number[]): MeasureError {
  const nearest = edges.toSorted((one, other) => Math.abs(one - value) - Math.abs(other - value))[0];
  return new MeasureError(
    'COHORT_OFF_GRID',
    `${argument} must be an edge of the published bands, which ${value} is not. The nearest is ${nearest}; the edges are ${edges.join(', ')}`,
    argument,
  );
}
