import { createRequire } from 'node:module';
import type { DisclosureControl, RawCell, ReleasedTable } from '@throughgate/measures';
import type { Highs } from 'highs';
import { randomFrom, setsOfPopulation, tableOf } from './population.ts';

const require = createRequire(import.meta.url);
let highs: Promise<Highs> | undefined;

/** What an attacker with linear programs got out of tables. */
export interface WorkedOut {
  /** Numbers from 1 to 4: of people, of those who meet the condition, or of those who do not. */
  cells: number;
  /** Of these, such as can only be what they are. */
  exactly: number;
  /** Such as can be one of two numbers. */
  two: number;
  /** Tables with one that is known exactly. */
  tables: number;
}

const rows = 5;
const columns = 6;

interface Sum {
  readonly terms: readonly string[];
  readonly lower: number;
  readonly upper: number;
}

/**
 * Draws a table of 5 by 6 small cells, has it released with both of its margins, and works out every number from 1 to 4 by linear programs from
 * what is told and from the policy. The attacker knows the grid and which numbers a told one may stand for, and takes what is missing for fewer
 * than 5 where no other reason can be seen.
 *
 * @param error how far a told number may be from the true one
 */
export async function workOutCells(
  seed: string,
  control: DisclosureControl,
  error: number,
): Promise<WorkedOut> {
  highs ??= (require('highs') as typeof import('highs')['default'])();
  const solver = await highs;
  const random = randomFrom(seed);
  const set = setsOfPopulation(seed);
  let next = 0;
  const grid = Array.from({ length: rows * columns }, () => {
    const size = Math.floor(random() ** 2 * 24);
    const share = random();
    const all = Array.from({ length: size }, () => next++);
    return { all, met: all.filter(() => random() < share) };
  });
  const cellOf = (key: readonly string[], at: readonly number[]): RawCell => ({
    key,
    sets: {
      denominator: set(at.flatMap((index) => grid[index]?.all ?? [])),
      numerator: set(at.flatMap((index) => grid[index]?.met ?? [])),
    },
  });
  const every = grid.map((_, at) => at);
  const inRow = (row: number) => every.filter((at) => Math.floor(at / columns) === row);
  const inColumn = (column: number) => every.filter((at) => at % columns === column);
  const asked: { places: readonly (readonly number[])[]; released: ReleasedTable }[] = [];
  for (const places of [
    [...Array.from({ length: rows }, (_, row) => inRow(row)), every],
    [...Array.from({ length: columns }, (_, column) => inColumn(column)), every],
    [...every.map((at) => [at]), every],
  ]) {
    const cells = places.map((at, index) => cellOf(index === places.length - 1 ? [] : [`${index}`], at));
    asked.push({ places, released: await control.release(tableOf(`${asked.length}`, cells)) });
  }

  const targets = grid.flatMap(({ all, met }, at) =>
    [
      { terms: [`n${at}`, `r${at}`], count: all.length },
      { terms: [`n${at}`], count: met.length },
      { terms: [`r${at}`], count: all.length - met.length },
    ].filter(({ count }) => count >= 1 && count <= 4),
  );
  // Where the numbers contradict each other, some of them are those of nearly the same sets, and then some are missing for other reasons.
  for (const { more, fewest, missing } of [
    { more: 0, fewest: 5, missing: 4 },
    { more: 4, fewest: 1, missing: 4 },
    { more: 4, fewest: 1, missing: Number.POSITIVE_INFINITY },
  ]) {
    const sums = asked.flatMap(({ places, released }) =>
      places.flatMap((at, index) =>
        knownOf(at, released.cells[index]?.counts ?? {}, { error: error + more, fewest, missing }),
      ),
    );
    const values = valuesLeft(
      solver,
      sums,
      targets.map(({ terms }) => terms),
    );
    if (!values) continue;
    const exactly = values.filter((left) => left === 1).length;
    return {
      cells: targets.length,
      exactly,
      two: values.filter((left) => left === 2).length,
      tables: exactly > 0 ? 1 : 0,
    };
  }
  return { cells: targets.length, exactly: 0, two: 0, tables: 0 };
}

/** How many whole numbers each sum can be, 3 standing for more; undefined where nothing meets all that is known. */
function valuesLeft(
  solver: Highs,
  sums: readonly Sum[],
  wanted: readonly (readonly string[])[],
): number[] | undefined {
  const constraints = `Subject To\n${sums
    .flatMap(({ terms, lower, upper }, at) => [
      ` l${at}: ${terms.join(' + ')} >= ${lower}`,
      ...(Number.isFinite(upper) ? [` u${at}: ${terms.join(' + ')} <= ${upper}`] : []),
    ])
    .join('\n')}\nEnd`;
  const targets = wanted.map((terms) => ({
    terms,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
  }));
  const values = ({ least, most }: (typeof targets)[number]) =>
    Math.floor(most + 1e-6) - Math.ceil(least - 1e-6) + 1;
  for (const target of targets) {
    for (const direction of ['Maximize', 'Minimize']) {
      // Solutions found for other cells show that this one may be many numbers: no program is needed then.
      if (values(target) >= 3) continue;
      const solution = solver.solve(`${direction}\n obj: ${target.terms.join(' + ')}\n${constraints}`, {
        output_flag: false,
      });
      if (solution.Status === 'Infeasible') return undefined;
      if (solution.Status === 'Unbounded') target.most = Number.POSITIVE_INFINITY;
      if (solution.Status !== 'Optimal') continue;
      for (const other of targets) {
        const value = other.terms.reduce((total, name) => {
          const column = solution.Columns[name];
          return total + (column && 'Primal' in column ? column.Primal : 0);
        }, 0);
        other.least = Math.min(other.least, value);
        other.most = Math.max(other.most, value);
      }
    }
  }
  return targets.map((target) => Math.min(3, values(target)));
}

/** What follows from a cell's told numbers about the cells of the grid that it is the sum of. */
function knownOf(
  at: readonly number[],
  counts: Readonly<Record<string, number | null>>,
  { error, fewest, missing }: { readonly error: number; readonly fewest: number; readonly missing: number },
): Sum[] {
  const met = at.map((index) => `n${index}`);
  const rest = at.map((index) => `r${index}`);
  const all = [...met, ...rest];
  const { denominator, numerator } = counts;
  const about = (told: number) => ({ lower: Math.max(told - error, fewest), upper: told + error });
  if (denominator === null || denominator === undefined) return [{ terms: all, lower: 0, upper: missing }];
  if (numerator === null || numerator === undefined) return [{ terms: all, ...about(denominator) }];
  return [
    { terms: all, ...about(denominator) },
    { terms: met, ...about(numerator) },
    { terms: rest, lower: 5, upper: Number.POSITIVE_INFINITY },
  ];
}
