import { formatCsv } from '@throughgate/service';
import type { Figure } from '../graph/figure.ts';
import { figureColumns, figureRows } from './figure-columns.ts';

/** Writes a figure as CSV, in UTF-8. */
export function writeCsv(figure: Figure, by: readonly string[]): string {
  const columns = figureColumns(by);
  return formatCsv(
    columns.map(({ name }) => name),
    figureRows(figure).map((cell) => columns.map(({ value }) => value(cell))),
  );
}
