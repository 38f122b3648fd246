import type { Cell, Figure } from '../graph/figure.ts';
import { dimensionInWords } from '../words/dimension-words.ts';

/** A column of a figure's table, as files have it. */
export interface FigureColumn {
  readonly name: string;
  readonly title: string;
  readonly describes: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean';
  value(cell: Cell): string | number | boolean | null;
}

/**
 * The columns of a figure in a file: the code and the words of each dimension, then the numbers. What is too few to tell is empty,
 * and `suppressed` says so.
 *
 * @param by the dimensions by which it was counted
 */
export function figureColumns(by: readonly string[]): readonly FigureColumn[] {
  return [
    {
      name: 'row',
      title: 'Row',
      describes:
        '`cell` for each combination of codes, `total` for all of them. A total is rounded on its own: cells need not add up to it.',
      type: 'text',
      value: (cell) => (cell.by.length === 0 ? 'total' : 'cell'),
    },
    ...by.flatMap((dimension, index): FigureColumn[] => [
      {
        name: `${dimension.toLowerCase()}_code`,
        title: `${dimensionInWords(dimension)}, code`,
        describes: 'Code; UNKNOWN where nobody knows it; empty in the row of the total.',
        type: 'text',
        value: (cell) => cell.by[index]?.code ?? null,
      },
      {
        name: dimension.toLowerCase(),
        title: dimensionInWords(dimension),
        describes: 'The words of the code.',
        type: 'text',
        value: (cell) => cell.by[index]?.label ?? null,
      },
    ]),
    number('value', 'Value', 'The number: a share from 0 to 1, how many, pence, or days.'),
    number('lower', 'Lower', 'Lower end of the 95% interval.'),
    number('upper', 'Upper', 'Upper end of the 95% interval.'),
    count('numerator', 'Numerator', 'Episodes that meet the condition, rounded.'),
    count('denominator', 'Denominator', 'Episodes that are counted, rounded.'),
    number('target', 'Target', 'The number that was agreed; empty where none was.'),
    {
      name: 'suppressed',
      title: 'Suppressed',
      describes:
        'Whether something of the row is not told, since it is too few. What is empty in a row without it is not known.',
      type: 'boolean',
      value: ({ suppressed }) => suppressed,
    },
  ];
}

/** The rows of a figure in a file: its cells, then the total. */
export function figureRows({ cells, total }: Figure): readonly Cell[] {
  const isCounted = cells.some(({ by }) => by.length > 0);
  return isCounted ? [...cells, total] : [total];
}

type NumberName = 'value' | 'lower' | 'upper' | 'numerator' | 'denominator' | 'target';

function number(name: NumberName, title: string, describes: string): FigureColumn {
  return { name, title, describes, type: 'number', value: (cell) => cell[name] };
}

function count(name: NumberName, title: string, describes: string): FigureColumn {
  return { name, title, describes, type: 'integer', value: (cell) => cell[name] };
}
