import { createRequire } from 'node:module';
import type { Highs } from 'highs';
import { type Point, roomOf } from './room-of.ts';
import type { Row } from './rows-of.ts';

// Loaded with the first audit, since its 3.5 MB of WebAssembly are nothing that a hub without measures needs; by require, because the package's types
// are those of its CommonJS form.
let loading: Promise<Highs> | undefined;
const require = createRequire(import.meta.url);

/**
 * Whether a row that is too few to tell can be worked out so well that fewer than `values` whole numbers are left. Each program's solution is one that
 * everybody must reckon with, for all rows at once, so that most rows need none of their own.
 *
 * @param budget how many programs may be solved: what is not settled with them is taken for narrow
 */
export async function narrowRows(
  rows: readonly Row[],
  values: number,
  budget: { programs: number },
): Promise<boolean> {
  const open = rows.flatMap((row, at) =>
    row.tooFew ? [{ row, at, least: row.count, most: row.count }] : [],
  );
  const settled = ({ least, most }: (typeof open)[number]) => whole(least, most) >= values;
  const room = roomOf(rows);
  // What is true is a solution: where a small step from it is one too, no program is needed.
  look({ rows: rows.map(({ count }) => count), variable: knownVariables(rows) });
  if (open.every(settled)) return false;
  loading ??= (require('highs') as typeof import('highs')['default'])();
  const highs = await loading;
  const constraints = constraintsOf(rows);

  const everyOne = open.flatMap(({ row }) => row.variables);
  // From a solution that is far from all limits most rows have room; what is left gets programs of its own.
  solve('Maximize', 'inside', constraintsOf(rows, 'inside'));
  for (const direction of ['Maximize', 'Minimize'] as const) {
    if (!open.every(settled)) solve(direction, sum(everyOne), constraints);
  }
  for (const one of open) {
    for (const direction of ['Maximize', 'Minimize'] as const) {
      if (settled(one)) break;
      if (budget.programs <= 0) return true;
      solve(direction, sum(one.row.variables), constraints);
    }
    if (!settled(one)) return true;
  }
  return false;

  function solve(direction: 'Maximize' | 'Minimize', objective: string, within: string): void {
    budget.programs -= 1;
    const solution = highs.solve(`${direction}\n obj: ${objective}\n${within}`, { output_flag: false });
    if (solution.Status !== 'Optimal') return;
    const at = (variable: number) => {
      const column = solution.Columns[`x${variable}`];
      return column && 'Primal' in column ? column.Primal : 0;
    };
    look({
      rows: rows.map(({ variables }) => variables.reduce((total, variable) => total + at(variable), 0)),
      variable: at,
    });
  }

  /** Reckons with a solution, and with those that are a step from it. */
  function look(point: Point): void {
    for (const one of open) {
      const value = point.rows[one.at] ?? 0;
      for (const far of settled(one) ? [0] : [0, -room(point, one.at, -1), room(point, one.at, 1)]) {
        one.least = Math.min(one.least, value + far);
        one.most = Math.max(one.most, value + far);
      }
    }
  }
}

/** Variables that a row consists of, and so are known by its number. */
function knownVariables(rows: readonly Row[]): Point['variable'] {
  const known = new Map<number, number>();
  for (const { variables, count } of rows) {
    if (variables.length === 1) known.set(variables[0] as number, count);
  }
  return (variable) => known.get(variable);
}

/**
 * What everybody may take for granted, in the LP format.
 * @param inside name of a variable by which solutions stay inside of all limits that leave room, if any
 */
function constraintsOf(rows: readonly Row[], inside?: string): string {
  const lines = rows.flatMap(({ variables, lower, upper }, at) => {
    if (variables.length === 0) return [];
    const left = sum(variables);
    const away = inside !== undefined && upper - lower >= 1;
    return [
      ...(lower > 0 || away ? [` l${at}: ${left}${away ? ` - ${inside}` : ''} >= ${lower}`] : []),
      ...(Number.isFinite(upper) ? [` u${at}: ${left}${away ? ` + ${inside}` : ''} <= ${upper}`] : []),
    ];
  });
  // Further inside than this no row needs to be.
  const limits = inside === undefined ? '' : `Bounds\n ${inside} <= 4\n`;
  return `Subject To\n${lines.join('\n')}\n${limits}End`;
}

function sum(variables: readonly number[]): string {
  const times = new Map<number, number>();
  for (const variable of variables) times.set(variable, (times.get(variable) ?? 0) + 1);
  const terms = [...times].map(([variable, factor]) => `${factor} x${variable}`);
  // A line of the LP format may not be too long.
  return terms.map((term, at) => (at > 0 && at % 20 === 0 ? `\n  ${term}` : term)).join(' + ');
}

/** Whole numbers between two, give or take what a solver leaves. */
function whole(least: number, most: number): number {
  return Math.floor(most + 1e-6) - Math.ceil(least - 1e-6) + 1;
}
