import type { Figure } from './figure.ts';

/** Lays figures out as a table of text, its columns aligned. */
export function printFigures(title: string, figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'measured', 'goal', 'verdict'],
    ...figures.map(({ figure, measured, goal = '', verdict = '' }) => [figure, measured, goal, verdict]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
