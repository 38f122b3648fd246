import { onOneLine } from './plain.ts';

/** Rows in aligned columns, the last one as wide as it is; `empty` when there are none. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  empty: string,
): string {
  if (rows.length === 0) return `${empty}\n`;
  const lines = [head, ...rows.map((row) => row.map(onOneLine))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Prints rows on standard output as {@link formatTable} makes them. */
export function printTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  empty: string,
): void {
  process.stdout.write(formatTable(head, rows, empty));
}
