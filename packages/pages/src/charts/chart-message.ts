import type { Cell, Figure, MeasureForm } from '../graph/figure.ts';
import { numberInWords } from '../words/number-words.ts';
import type { ChartModel } from './chart-model.ts';

/** A number that a chart shows, and whose it is. */
interface Told {
  readonly who: string;
  readonly cell: Cell;
  readonly value: number;
}

/**
 * What a chart shows, in a sentence: its first title. Groups are said to differ only where their intervals are apart, which is
 * stricter than the interval of the difference: what it says holds, what it does not say may be true too.
 */
export function chartMessage(
  figure: { readonly noData: string | null; readonly definition: Pick<Figure['definition'], 'form'> },
  model: ChartModel,
): string {
  if (figure.noData !== null) return 'There are no records yet';
  const { form } = figure.definition;
  const all = model.series.flatMap(({ name, cells }) =>
    cells.flatMap((cell, index): Told[] => {
      if (cell === undefined || cell.value === null) return [];
      const who = [model.categories[index], name].filter((part) => part !== '').join(', ');
      return [{ who, cell, value: cell.value }];
    }),
  );
  const [first] = all;
  if (!first) return 'Nothing that can be told';
  const tell = ({ value }: Told) => numberInWords(value, form);
  if (all.length === 1) return `${first.who}: ${tell(first)}`;
  if (model.ofTime && model.series.length === 1) {
    const last = all.at(-1) ?? first;
    if (!apart(first, last, form)) {
      return `No clear change: ${tell(first)} in ${first.who}, ${tell(last)} in ${last.who}`;
    }
    const way = last.value > first.value ? 'Up' : 'Down';
    return `${way} from ${tell(first)} in ${first.who} to ${tell(last)} in ${last.who}`;
  }
  const sorted = all.toSorted((one, other) => other.value - one.value);
  const [highest = first] = sorted;
  const lowest = sorted.at(-1) ?? first;
  if (!apart(highest, lowest, form)) {
    return `No clear difference: from ${tell(lowest)} (${lowest.who}) to ${tell(highest)} (${highest.who})`;
  }
  return `Highest: ${highest.who} (${tell(highest)}). Lowest: ${lowest.who} (${tell(lowest)})`;
}

function apart({ cell: one, value }: Told, { cell: other, value: otherValue }: Told, form: MeasureForm) {
  if (form === 'COUNT' || form === 'AMOUNT' || form === 'TARGET') return value !== otherValue;
  if (one.lower === null || one.upper === null || other.lower === null || other.upper === null) return false;
  return one.lower > other.upper || other.lower > one.upper;
}
