import { createRequire } from 'node:module';
import type { Highs } from 'highs';
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
  const open = rows
    .filter(({ tooFew }) => tooFew)
    .map((row) => ({ row, least: row.count, most: row.count, done: false }));
  const settled = ({ least, most }: (typeof open)[number]) => whole(least, most) >= values;
  if (open.length === 0) return false;
  loading ??= (require('highs') as typeof import('highs')['default'])();
  const highs = await loading;
  const constraints = constraintsOf(rows);

  const everyOne = open.flatMap(({ row }) => row.variables);
  for (const direction of ['Maximize', 'Minimize'] as const) solve(direction, everyOne);
  for (const one of open) {
    for (const direction of ['Maximize', 'Minimize'] as const) {
      if (settled(one)) break;
      if (budget.programs <= 0) return true;
      solve(direction, one.row.variables);
    }
    if (!settled(one)) return true;
  }
  return false;

  function solve(direction: 'Maximize' | 'Minimize', objective: readonly number[]): void {
    budget.programs -= 1;
    const solution = highs.solve(`${direction}\n obj: ${sum(objective)}\n${constraints}`, {
      output_flag: false,
    });
    if (solution.Status !== 'Optimal') return;
    const at = (variable: number) => {
      const column = solution.Columns[`x${variable}`];
      return column && 'Primal' in column ? column.Primal : 0;
    };
    for (const one of open) {
      const value = one.row.variables.reduce((total, variable) => total + at(variable), 0);
      one.least = Math.min(one.least, value);
      one.most = Math.max(one.most, value);
    }
  }
}

function constraintsOf(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ variables, lower, upper }, at) => {
    if (variables.length === 0) return [];
    const left = sum(variables);
    return [
      ...(lower > 0 ? [` l${at}: ${left} >= ${lower}`] : []),
      ...(Number.isFinite(upper) ? [` u${at}: ${left} <= ${upper}`] : []),
    ];
  });
  return `Subject To\n${lines.join('\n')}\nEnd`;
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
