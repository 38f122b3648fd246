import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Highs } from 'highs';
import { expect, test } from 'vitest';
import { narrowRows } from '../src/disclosure/audit/narrow-rows.ts';
import type { Row } from '../src/disclosure/audit/rows-of.ts';

const require = createRequire(import.meta.url);
const values = 3;

/** A table of counts by two dimensions with its margins, each told to within an error, too few left out. */
const tables = fc
  .record({
    width: fc.integer({ min: 2, max: 4 }),
    counts: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 12 }),
    errors: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 30, maxLength: 30 }),
  })
  .map(({ width, counts, errors }) => {
    const at = (keep: (place: number) => boolean) => counts.map((_, place) => place).filter(keep);
    const sums = [
      ...counts.map((_, place) => [place]),
      ...Array.from({ length: width }, (_, column) => at((place) => place % width === column)),
      at(() => true),
    ].filter((variables) => variables.length > 0);
    return sums.map((variables, place): Row => {
      const count = variables.reduce((sum, variable) => sum + (counts[variable] ?? 0), 0);
      const tooFew = count > 0 && count < 5;
      const error = errors[place % errors.length] ?? 0;
      return {
        variables,
        count,
        tooFew,
        lower: count < 5 ? 0 : Math.max(5, count - error),
        upper: count < 5 ? 4 : count + 4 - error,
      };
    });
  });

test('a step from a solution spares programs, and never changes what they would say', async () => {
  const highs = await (require('highs') as typeof import('highs')['default'])();
  let all = 0;
  let solved = 0;
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      const budget = { programs: 10_000 };
      const narrow = await narrowRows(rows, values, budget);
      expect(narrow).toBe(rows.some((row) => row.tooFew && left(highs, rows, row) < values));
      all += 2 * rows.filter(({ tooFew }) => tooFew).length;
      solved += 10_000 - budget.programs;
    }),
    { numRuns: 60, seed: 11 },
  );
  expect(solved).toBeLessThan(all / 4);
});

/** Whole numbers that a row could have, by two programs of its own. */
function left(highs: Highs, rows: readonly Row[], { variables }: Row): number {
  const sum = (of: readonly number[]) => of.map((variable) => `x${variable}`).join(' + ');
  const constraints = rows.flatMap((row, at) => [
    ` l${at}: ${sum(row.variables)} >= ${row.lower}`,
    ` u${at}: ${sum(row.variables)} <= ${row.upper}`,
  ]);
  const [least = 0, most = 0] = ['Minimize', 'Maximize'].map(
    (direction) =>
      highs.solve(`${direction}\n obj: ${sum(variables)}\nSubject To\n${constraints.join('\n')}\nEnd`, {
        output_flag: false,
      }).ObjectiveValue,
  );
  return Math.floor(most + 1e-6) - Math.ceil(least - 1e-6) + 1;
}
