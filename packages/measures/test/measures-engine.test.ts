import { expect, it } from 'vitest';
import { startEngine } from './support/start-engine.ts';
import { dayOf, type SupportRow } from './support/supported-people.ts';

const row = (id: string, person: number, columns: Partial<SupportRow> = {}): SupportRow => ({
  id,
  person,
  sex: 'F',
  age: 25,
  provider: 'NORTH',
  begun: 0,
  seen: null,
  ended: null,
  lost: null,
  pence: 0,
  minutes: null,
  ...columns,
});
const period = { from: dayOf(0), to: dayOf(365) };
const at = (day: number) => new Date(`${dayOf(day)}T12:00:00Z`);

it('tells the share, its interval and its parts by dimensions, in their order', async () => {
  await using started = await startEngine([
    {
      at: at(100),
      rows: [
        row('a', 1, { seen: 14 }),
        row('b', 2, { seen: 15 }),
        row('c', 3, { sex: 'M', seen: 3 }),
        row('d', 4, { sex: null }),
        // Not yet: it began less than fourteen days ago.
        row('e', 5, { begun: 87, seen: 88 }),
        // Left out, and said so.
        row('f', 6, { provider: null, seen: 1 }),
      ],
    },
  ]);
  const { engine } = started;
  const { cells, total, definition, policy, asOf } = await engine.answer({
    measure: 'seen-within-14',
    cohort: {},
    by: ['SEX'],
    ...period,
  });
  expect(definition.version).toBe(1);
  expect(policy).toBe('none');
  expect(asOf).toEqual(at(100));
  expect(cells.map(({ by, value, numerator, denominator }) => [by, value, numerator, denominator])).toEqual([
    [[{ dimension: 'SEX', code: 'F', label: 'the F' }], 0.5, 1, 2],
    [[{ dimension: 'SEX', code: 'M', label: 'the M' }], 1, 1, 1],
    [[{ dimension: 'SEX', code: 'UNKNOWN', label: 'the UNKNOWN' }], 0, 0, 1],
  ]);
  expect(total).toMatchObject({ by: [], value: 0.5, numerator: 2, denominator: 4, suppressed: false });
  expect(total.lower).toBeCloseTo(0.15, 2);
  expect(total.upper).toBeCloseTo(0.85, 2);
});
