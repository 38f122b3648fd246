import type { Dimension } from '@throughgate/measures';
import { listedDimension } from './listed-dimension.ts';

/** A dimension of a column that is true or false. */
interface YesNoDimension {
  readonly id: string;
  readonly title: string;
  readonly describes: string;
  /** The column, by its name in `episodes/columns.ts`. */
  readonly column: string;
}

/** The dimension of a column that is true (`YES`) or false (`NO`). */
export function yesNoDimension(dimension: YesNoDimension): Dimension {
  return listedDimension({
    ...dimension,
    sql: () => `CASE e.${dimension.column} WHEN true THEN 'YES' WHEN false THEN 'NO' END`,
    list: () => [
      ['YES', 'Yes'],
      ['NO', 'No'],
    ],
  });
}
