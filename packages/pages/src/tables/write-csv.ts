import type { Figure } from '../graph/figure.ts';
import { figureColumns, figureRows } from './figure-columns.ts';

/** Writes a figure as CSV (RFC 4180), in UTF-8. */
export function writeCsv(figure: Figure, by: readonly string[]): string {
  const columns = figureColumns(by);
  const lines = [
    columns.map(({ name }) => name),
    ...figureRows(figure).map((cell) => columns.map(({ value }) => textOf(value(cell)))),
  ];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function textOf(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // Spreadsheets run what begins so. Labels come from registers that others keep (OWASP, "CSV injection").
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
