import {
  createDisclosureControl,
  type DisclosureControl,
  ledgerInMemory,
  policies,
  type RawCell,
  type RawTable,
} from '@throughgate/measures';
import { describe, expect, it } from 'vitest';
import { type InventedEpisode, people, setOf } from './support/invented-people.ts';

const tick = new Date('2026-03-01T10:00:00Z');

describe('numbers of too few', () => {
  it('are null below the threshold of people, however many episodes they have', async () => {
    const often = people(0, 4).flatMap(({ person }) => [0, 1, 2].map((episode) => ({ person, episode })));
    expect(await toldAlone(people(0, 4))).toBeNull();
    expect(await toldAlone([])).toBeNull();
    expect(await toldAlone(often)).toBeNull();
    expect(await toldAlone(people(0, 5))).toBe(5);
  });

  it('come with 10 for ONS and with 8 for OpenSAFELY', async () => {
    expect(await toldAlone(people(0, 9), 'ons')).toBeNull();
    expect(await toldAlone(people(0, 10), 'ons')).toBe(10);
    expect(await toldAlone(people(0, 7), 'opensafely')).toBeNull();
    expect(await toldAlone(people(0, 8), 'opensafely')).toBe(10);
    expect(await toldAlone(people(0, 11), 'opensafely')).toBe(10);
  });

  it.each([
    ['nobody', 0],
    ['4 of 40', 4],
    ['36 of 40', 36],
    ['all', 40],
  ])('hide a numerator of %s', async (_, numerator) => {
    const { cells } = await control().release(table('q', [cell([], people(0, 40), people(0, numerator))]));
    expect(cells[0]?.counts).toEqual({ denominator: 40, numerator: null });
  });

  it('do not hide a numerator with five on either side', async () => {
    const { cells } = await control().release(table('q', [cell([], people(0, 40), people(0, 35))]));
    expect(cells[0]?.counts).toEqual({ denominator: 40, numerator: 35 });
  });
});

describe('a told number', () => {
  it('is the same for the same people in every table, and at any moment', async () => {
    const protecting = control();
    const one = await protecting.release(table('one', [cell([], people(0, 43))]));
    const other = await protecting.release({
      ...table('other', [cell(['X'], people(0, 43)), cell([], people(0, 93))]),
      asOf: new Date('2026-04-01T10:00:00Z'),
    });
    expect(other.cells[0]?.counts).toEqual(one.cells[0]?.counts);
    expect([40, 45]).toContain(one.cells[0]?.counts['denominator']);
  });

  it('is right on average', async () => {
    const told = await Promise.all(
      Array.from({ length: 500 }, (_, at) => toldAlone(people(at * 13, at * 13 + 13), 'moj', 40_000)),
    );
    const mean = told.reduce<number>((sum, number) => sum + (number ?? 0), 0) / told.length;
    // Told as 10 with 2/5 and as 15 with 3/5: the mean of 500 has a standard error of 0.11.
    expect(Math.abs(mean - 13)).toBeLessThan(0.45);
  });

  it('is answered again when the question comes again, whatever the store says by then', async () => {
    const protecting = control();
    const first = await protecting.release(table('q', [cell([], people(0, 50))]));
    expect(await protecting.release(table('q', [cell([], people(0, 200))]))).toEqual(first);
    expect(await protecting.released('q', tick)).toEqual(first);
    expect(await protecting.released('q', new Date(0))).toBeUndefined();
    expect(await protecting.released('another', tick)).toBeUndefined();
  });

  it('comes once from releases at the same time', async () => {
    const protecting = control();
    const answers = await Promise.all(
      [60, 70, 80].map((size) => protecting.release(table('q', [cell([], people(0, size))]))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe('a set that differs from a released one by fewer people than the threshold', () => {
  it('is told by the released number, whichever way it differs', async () => {
    const protecting = control();
    const told = await ask(protecting, people(10, 110));
    for (const [from, to] of [
      [10, 111],
      [10, 114],
      [6, 110],
      [14, 110],
      [8, 112],
      [12, 108],
    ] as const) {
      expect(await ask(protecting, people(from, to))).toBe(told);
    }
  });

  it('moves the number once many small changes come to the threshold', async () => {
    const protecting = control();
    const at = async (size: number) => ask(protecting, people(0, size));
    expect([await at(100), await at(101), await at(102), await at(103), await at(104)]).toEqual(
      Array(5).fill(100),
    );
    expect(await at(105)).toBe(105);
    expect(await at(106)).toBe(105);
  });

  it('is refused where the released one was', async () => {
    const protecting = control();
    expect(await ask(protecting, people(0, 4))).toBeNull();
    expect(await ask(protecting, people(0, 5))).toBeNull();
    expect(await ask(protecting, people(0, 9))).not.toBeNull();
  });

  it('is told, though it is too few, as the set that holds it and is not', async () => {
    const protecting = control();
    expect(await ask(protecting, people(0, 5))).toBe(5);
    expect(await ask(protecting, people(0, 4))).toBe(5);
  });

  it('tells no part by a rest that has grown by one', async () => {
    const protecting = control();
    const numerator = async (question: string, size: number) =>
      (await protecting.release(table(question, [cell([], people(0, size), people(0, 96))]))).cells[0]
        ?.counts['numerator'];
    expect(await numerator('four without', 100)).toBeNull();
    expect(await numerator('five without', 101)).toBeNull();
    expect(await numerator('nine without', 105)).not.toBeNull();
  });

  it('is nothing to another condition, or another kind', async () => {
    const protecting = control();
    await ask(protecting, people(0, 100));
    const other = { ...table('other condition', [cell([], people(0, 105 - 1))]) };
    const counts = await protecting.release({ ...other, conditions: { denominator: 'another' } });
    const kind = await protecting.release({ ...other, question: 'other kind', episode: 'referral' });
    expect([counts.cells[0]?.counts['denominator'], kind.cells[0]?.counts['denominator']]).toEqual([
      await toldAlone(people(0, 104)),
      await toldAlone(people(0, 104)),
    ]);
  });

  it('is nothing to the same people in another month with other episodes', async () => {
    const protecting = control();
    const january = people(0, 50).map(({ person }) => ({ person, episode: 1 }));
    const february = people(0, 50).flatMap(({ person }) => [2, 3].map((episode) => ({ person, episode })));
    const asked = async (question: string, episodes: InventedEpisode[], month: string) =>
      (
        await protecting.release({
          ...table(question, [cell([], episodes)]),
          days: { from: `2026-${month}-01`, to: `2026-${month}-28` },
        })
      ).cells[0]?.counts['denominator'];
    expect(await asked('january', january, '01')).toBe(50);
    expect(await asked('february', february, '02')).toBe(100);
  });

  it('is the total of a table with one large cell', async () => {
    const { cells } = await control().release(
      table('q', [cell(['A'], people(0, 100)), cell(['B'], people(100, 103)), cell([], people(0, 103))]),
    );
    expect(cells.map(({ counts }) => counts['denominator'])).toEqual([100, null, 100]);
  });
});

describe('sums', () => {
  const sumOf = async (total: number, largest: number, size = 40, protecting = control()) =>
    (
      await protecting.release(
        table(`${total} ${size}`, [{ ...cell([], people(0, size)), sum: { total, largest } }]),
      )
    ).cells[0]?.sum;

  it('are null with too few people, or with one who has more than half', async () => {
    expect(await sumOf(40_000, 1_000, 4)).toBeNull();
    expect(await sumOf(40_000, 20_001)).toBeNull();
    expect(await sumOf(0, 0)).toBeNull();
  });

  it('are multiples of a step that nobody has more of', async () => {
    const told = await sumOf(123_456, 7_300);
    expect([120_000, 130_000]).toContain(told);
  });

  it('are those of the released set that they differ from by one person', async () => {
    const protecting = control();
    const told = await sumOf(123_456, 7_300, 40, protecting);
    expect(await sumOf(999_999, 7_300, 41, protecting)).toBe(told);
  });
});

describe('curves', () => {
  it('come in groups, on the day on which a group is complete', async () => {
    const durations = Array.from({ length: 40 }, (_, days) => ({ days, events: 1, censored: 0 }));
    const { cells } = await control().release(
      table('q', [{ ...cell([], people(0, 60), people(0, 40)), durations }]),
    );
    expect(cells[0]?.durations).toEqual([
      { days: 5, events: 9, censored: 0 },
      ...[11, 17, 23, 29, 35].map((days) => ({ days, events: 6, censored: 0 })),
    ]);
  });

  it('have no step that fewer people than a group make', async () => {
    const { cells } = await control().release(
      table('q', [
        { ...cell([], people(0, 60), people(0, 5)), durations: [{ days: 3, events: 5, censored: 5 }] },
      ]),
    );
    expect(cells[0]?.durations).toEqual([]);
  });

  it('are those of the released set that they differ from by one person', async () => {
    const protecting = control();
    const curve = async (question: string, size: number, days: number) =>
      (
        await protecting.release(
          table(question, [
            { ...cell([], people(0, 90), people(0, size)), durations: [{ days, events: size, censored: 0 }] },
          ]),
        )
      ).cells[0]?.durations;
    const told = await curve('one', 41, 7);
    expect(await curve('two', 42, 9)).toEqual(told);
  });
});

describe('the policy none', () => {
  it('tells all as it is, targets and sums too, and asks nobody who they are', async () => {
    const protecting = control('none');
    const durations = [{ days: 1, events: 1, censored: 2 }];
    const { cells, policy } = await protecting.release(
      table('q', [
        { ...cell([], people(0, 3), people(0, 3)), sum: { total: 7, largest: 7 }, durations, target: 30 },
      ]),
    );
    expect(policy).toBe('none');
    expect(protecting.looksAtPeople).toBe(false);
    expect(cells).toEqual([
      { key: [], counts: { denominator: 3, numerator: 3 }, sum: 7, durations, target: 30 },
    ]);
  });
});

it('tells targets under every policy', async () => {
  const { cells } = await control().release(table('q', [{ ...cell([], []), target: 3 }]));
  expect(cells[0]).toMatchObject({ counts: { denominator: null }, target: 3 });
});

it('protects each group of a gap as it does every share', async () => {
  const { cells } = await control().release({
    ...table('q', [
      {
        key: [],
        sets: {
          'first.denominator': setOf(people(0, 40)),
          'first.numerator': setOf(people(0, 20)),
          'second.denominator': setOf(people(50, 90)),
          'second.numerator': setOf(people(50, 89)),
        },
      },
    ]),
    conditions: {},
  });
  expect(cells[0]?.counts).toEqual({
    'first.denominator': 40,
    'first.numerator': 20,
    'second.denominator': 40,
    'second.numerator': null,
  });
});

it('protects the steps of a funnel against those before', async () => {
  const { cells } = await control().release({
    ...table('q', [
      {
        key: [],
        sets: {
          referred: setOf(people(0, 40)),
          assessed: setOf(people(0, 30)),
          engaged: setOf(people(0, 28)),
        },
      },
    ]),
    conditions: {},
    within: { assessed: 'referred', engaged: 'assessed' },
  });
  expect(cells[0]?.counts).toEqual({ referred: 40, assessed: 30, engaged: null });
});

function control(policy: keyof typeof policies = 'moj'): DisclosureControl {
  return createDisclosureControl({ policy: policies[policy], ledger: ledgerInMemory(), audit: undefined });
}

async function toldAlone(
  episodes: readonly InventedEpisode[],
  policy: keyof typeof policies = 'moj',
  most?: number,
): Promise<number | null | undefined> {
  const released = await control(policy).release(table('q', [cell([], episodes, undefined, most)]));
  return released.cells[0]?.counts['denominator'];
}

let asked = 0;

async function ask(protecting: DisclosureControl, episodes: readonly InventedEpisode[]) {
  asked += 1;
  const released = await protecting.release(table(`question ${asked}`, [cell([], episodes)]));
  return released.cells[0]?.counts['denominator'];
}

function cell(
  key: readonly string[],
  denominator: readonly InventedEpisode[],
  numerator?: readonly InventedEpisode[],
  most?: number,
): RawCell {
  return {
    key,
    sets: {
      denominator: setOf(denominator, most),
      ...(numerator ? { numerator: setOf(numerator, most) } : {}),
    },
  };
}

function table(question: string, cells: readonly RawCell[]): RawTable {
  return {
    question,
    episode: 'release',
    asOf: tick,
    days: { from: '2026-01-01', to: '2026-03-31' },
    conditions: { denominator: 'all', numerator: 'seen' },
    cells,
  };
}
