import {
  createAudit,
  createDisclosureControl,
  ledgerInMemory,
  policies,
  type RawCell,
  type RawTable,
} from '@throughgate/measures';
import { expect, it } from 'vitest';
import { people, setOf } from './support/invented-people.ts';

// A cell of 4 beside two of 5, in a table whose total would say that there are no fewer.

const tick = new Date('2026-03-01T10:00:00Z');
const nearest = { ...policies.opensafely, threshold: 5 };

it('takes the total from a table whose cells of too few it would give away', async () => {
  // To the nearest five: the cells of 7 are told as 5 and lie between 5 and 7, the total of 18 as 20 and no less than 18.
  const cells = [cell(['A'], 0, 7), cell(['B'], 7, 14), cell(['C'], 14, 18), cell([], 0, 18)];
  const told = async (audit: ReturnType<typeof createAudit> | undefined) => {
    const control = createDisclosureControl({ policy: nearest, ledger: ledgerInMemory(), audit });
    const { cells: released } = await control.release(table('q', cells));
    return released.map(({ counts }) => counts['denominator']);
  };
  expect(await told(undefined)).toEqual([5, 5, null, 20]);
  expect(await told(createAudit())).toEqual([5, 5, null, null]);
});

it('never takes back what was released, and refuses the cells that would give another away with it', async () => {
  const control = createDisclosureControl({
    policy: nearest,
    ledger: ledgerInMemory(),
    audit: createAudit(),
  });
  const total = await control.release(table('total', [cell([], 0, 18)]));
  expect(total.cells[0]?.counts['denominator']).toBe(20);
  const split = await control.release(
    table('split', [cell(['A'], 0, 7), cell(['B'], 7, 14), cell(['C'], 14, 18), cell([], 0, 18)]),
  );
  const told = split.cells.map(({ counts }) => counts['denominator']);
  expect(told[3]).toBe(20);
  expect(told.slice(0, 2)).toContain(null);
  expect(await control.released('total', tick)).toEqual(total);
});

it('leaves the total out where there are more cells than it looks at', async () => {
  const cells = [cell(['A'], 0, 30), cell(['B'], 30, 60), cell(['C'], 60, 63), cell([], 0, 63)];
  const control = (atoms: number) =>
    createDisclosureControl({ policy: policies.moj, ledger: undefined, audit: createAudit({ atoms }) });
  const told = async (atoms: number) =>
    (await control(atoms).release(table('q', cells))).cells.map(({ counts }) => counts['denominator']);
  expect(await told(10)).toEqual([30, 30, null, expect.any(Number)]);
  expect(await told(2)).toEqual([30, 30, null, null]);
});

it('lets a table be in which nobody is too few', async () => {
  const cells = [cell(['A'], 0, 30), cell(['B'], 30, 60), cell([], 0, 60)];
  const control = createDisclosureControl({
    policy: policies.moj,
    ledger: undefined,
    audit: createAudit({ programs: 0 }),
  });
  const released = await control.release(table('q', cells));
  expect(released.cells.map(({ counts }) => counts['denominator'])).toEqual([30, 30, 60]);
});

function cell(key: readonly string[], from: number, to: number): RawCell {
  return { key, sets: { denominator: setOf(people(from, to)) } };
}

function table(question: string, cells: readonly RawCell[]): RawTable {
  return {
    question,
    episode: 'release',
    asOf: tick,
    days: { from: '2026-01-01', to: '2026-03-31' },
    conditions: { denominator: 'all' },
    cells,
  };
}
