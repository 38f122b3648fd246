import type { Cell, Figure } from '../graph/figure.ts';
import { monthInWords } from '../html/dates-in-words.ts';
import { isOfTime } from '../words/dimension-words.ts';
import { mostSeries } from './palette.ts';

/** A figure as a chart shows it. */
export interface ChartModel {
  /** What stands along the chart: periods, groups. */
  readonly categories: readonly string[];
  /** Whether categories are periods, one after the other. */
  readonly ofTime: boolean;
  /** What is told apart within a category; one without a name where nothing is. */
  readonly series: readonly ChartSeries[];
  /** Groups that the chart leaves out, since it would not be read any more. The table has them. */
  readonly leftOut: number;
}

/** One series: a cell for each category, undefined where the combination does not occur. */
export interface ChartSeries {
  readonly name: string;
  readonly cells: readonly (Cell | undefined)[];
}

/** Most categories that are still read. */
const mostCategories = 25;

type Key = Cell['by'][number];

/** Decides what of a figure's cells stands along the chart and what is told apart in it. */
export function chartModel({ cells }: Pick<Figure, 'cells'>): ChartModel {
  const [first] = cells;
  const dimensions = first?.by.map(({ dimension }) => dimension) ?? [];
  const apart = seriesDimension(cells, dimensions);
  const along = dimensions.map((_, index) => index).filter((index) => index !== apart);
  const ofTime = along.length === 1 && isOfTime(dimensions[along[0] ?? 0]);
  const categoryOf = ({ by }: Cell) => along.map((index) => labelOf(by[index])).join(', ') || 'All';
  const seriesOf = ({ by }: Cell) => (apart === undefined ? '' : labelOf(by[apart]));

  const weights = new Map<string, number>();
  for (const cell of cells) {
    const category = categoryOf(cell);
    weights.set(category, (weights.get(category) ?? 0) + (cell.denominator ?? cell.value ?? 0));
  }
  let categories = [...weights.keys()];
  const leftOut = ofTime ? 0 : Math.max(0, categories.length - mostCategories);
  if (leftOut > 0) {
    const largest = new Set(
      categories
        .toSorted((one, other) => (weights.get(other) ?? 0) - (weights.get(one) ?? 0))
        .slice(0, mostCategories),
    );
    categories = categories.filter((category) => largest.has(category));
  }
  const found = new Map(cells.map((cell) => [JSON.stringify([categoryOf(cell), seriesOf(cell)]), cell]));
  const names = [...new Set(cells.map(seriesOf))];
  return {
    categories,
    ofTime,
    series: names.map((name) => ({
      name,
      cells: categories.map((category) => found.get(JSON.stringify([category, name]))),
    })),
    leftOut,
  };
}

/** Which of the dimensions is told apart by colour: one of few codes, never one of time. */
function seriesDimension(cells: readonly Cell[], dimensions: readonly string[]): number | undefined {
  if (dimensions.length < 2) return undefined;
  return dimensions
    .map((_, index) => index)
    .toReversed()
    .find((index) => {
      const codes = new Set(cells.map(({ by }) => by[index]?.code));
      return !isOfTime(dimensions[index]) && codes.size <= mostSeries;
    });
}

/** The words of a code: months as people write them. */
export function labelOf(key: Key | undefined): string {
  if (!key) return '';
  return key.dimension === 'MONTH' ? monthInWords(key.code) : key.label;
}
