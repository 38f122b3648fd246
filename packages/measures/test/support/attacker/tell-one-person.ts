import type { DisclosureControl, RawCell } from '@throughgate/measures';
import { randomFrom, setsOfPopulation, tableOf } from './population.ts';

/** What an attacker knows of a cohort without and with the person sought. */
interface Pair {
  readonly without: RawCell;
  readonly with: RawCell;
}

/** An attack on one secret of one person, or on the size of one small group. */
export interface Attack {
  /** How many answers there are, all as likely: whoever guesses is right once in so many. */
  readonly answers: number;
  /** Guesses the secret from what is told. `informed` is whether anything that was told differs at all. */
  run(
    seed: string,
    control: DisclosureControl,
  ): Promise<{ secret: number; guess: number; informed: boolean }>;
}

/** Pairs of cohorts that an attacker asks about in one attack. */
const pairs = 40;

/** Attacks by differences, by name. */
export const attacks = {
  'nested cohorts: does the person meet the condition?': byPairs({
    answers: 2,
    cohorts: (secret, base, person, set) => ({
      without: { key: [], sets: { denominator: set(base), numerator: set(base.filter(isEven)) } },
      with: {
        key: [],
        sets: {
          denominator: set([...base, person]),
          numerator: set([...base.filter(isEven), ...(secret === 1 ? [person] : [])]),
        },
      },
    }),
    measure: ({ counts }) => counts['numerator'],
    decide: (mean) => (mean > 0.5 ? 1 : 0),
  }),
  'averaging over many tables: is the small group of 1, 2, 3 or 4?': byPairs({
    answers: 4,
    cohorts: (secret, base, person, set) => ({
      without: { key: [], sets: { denominator: set(base) } },
      with: {
        key: [],
        sets: { denominator: set([...base, ...Array.from({ length: secret + 1 }, (_, at) => person + at)]) },
      },
    }),
    measure: ({ counts }) => counts['denominator'],
    decide: (mean) => Math.min(3, Math.max(0, Math.round(mean) - 1)),
  }),
  'rates: does the person meet the condition, by shares of cohorts?': byPairs({
    answers: 2,
    cohorts: (secret, base, person, set) => {
      const met = base.filter((one) => one % 3 === 0);
      return {
        without: { key: [], sets: { denominator: set(base), numerator: set(met) } },
        with: {
          key: [],
          sets: {
            denominator: set([...base, person]),
            numerator: set([...met, ...(secret === 1 ? [person] : [])]),
          },
        },
      };
    },
    measure: ({ counts: { denominator, numerator } }) =>
      typeof numerator === 'number' && denominator ? numerator / denominator : null,
    // Of some 96 people a third meet it: one more who does adds 0.7 %, one who does not takes 0.3 %.
    decide: (mean) => (mean > 0.0017 ? 1 : 0),
  }),
  'curves: was the event on day 3 or on day 60?': byPairs({
    answers: 2,
    cohorts: (secret, base, person, set) => {
      const met = base.filter(isEven);
      const early = Math.floor(met.length / 2);
      const steps = (onDay3: number, onDay60: number) => [
        { days: 3, events: onDay3, censored: 0 },
        { days: 60, events: onDay60, censored: 0 },
      ];
      return {
        without: {
          key: [],
          sets: { denominator: set(base), numerator: set(met) },
          durations: steps(early, met.length - early),
        },
        with: {
          key: [],
          sets: { denominator: set([...base, person]), numerator: set([...met, person]) },
          durations: steps(early + 1 - secret, met.length - early + secret),
        },
      };
    },
    measure: ({ durations }) => durations?.find(({ days }) => days === 3)?.events ?? 0,
    decide: (mean) => (mean > 0 ? 0 : 1),
  }),
  'sums: has the person 100 or 3,000 pounds?': byPairs({
    answers: 2,
    cohorts: (secret, base, person, set) => {
      const total = base.reduce((sum, one) => sum + 10_000 + ((one * 7_919) % 190_000), 0);
      const more = secret === 1 ? 300_000 : 10_000;
      return {
        without: { key: [], sets: { denominator: set(base) }, sum: { total, largest: 300_000 } },
        with: {
          key: [],
          sets: { denominator: set([...base, person]) },
          sum: { total: total + more, largest: 300_000 },
        },
      };
    },
    measure: ({ sum }) => sum,
    decide: (mean) => (mean > 155_000 ? 1 : 0),
  }),
  'release ticks: did the person have the event between two?': {
    answers: 2,
    async run(seed, control) {
      const random = randomFrom(seed);
      const set = setsOfPopulation(seed);
      const secret = random() < 0.5 ? 0 : 1;
      const person = 240;
      const bases = Array.from({ length: 8 }, () =>
        Array.from({ length: person }, (_, one) => one).filter(() => random() < 0.4),
      );
      const ask = async (tick: number, happened: boolean) => {
        const cells = bases.map((base, at): RawCell => {
          const met = base.filter(isEven);
          const numerator = set(happened ? [...met, person] : met);
          return { key: [`${at}`], sets: { denominator: set([...base, person]), numerator } };
        });
        const tables = await Promise.all(
          cells.map((cell, at) => control.release(tableOf(`same ${at}`, [{ ...cell, key: [] }], tick))),
        );
        return JSON.stringify(tables.map(({ cells: [cell] }) => cell?.counts));
      };
      const moved = (await ask(0, false)) !== (await ask(1, secret === 1));
      return { secret, guess: moved ? 1 : 0, informed: moved };
    },
  },
} as const satisfies Record<string, Attack>;

/** The name of an attack. */
export type AttackName = keyof typeof attacks;

type Told = Awaited<ReturnType<DisclosureControl['release']>>['cells'][number];

/** An attack that asks about many cohorts, without and with somebody, and takes the mean of what is told more. */
function byPairs({
  answers,
  cohorts,
  measure,
  decide,
}: {
  readonly answers: number;
  cohorts(
    secret: number,
    base: readonly number[],
    person: number,
    set: ReturnType<typeof setsOfPopulation>,
  ): Pair;
  measure(cell: Told): number | null | undefined;
  decide(mean: number): number;
}): Attack {
  return {
    answers,
    async run(seed, control) {
      const random = randomFrom(seed);
      const set = setsOfPopulation(seed);
      const secret = Math.floor(random() * answers);
      const differences: number[] = [];
      for (let at = 0; at < pairs; at += 1) {
        // Cohorts that overlap, as those of a dashboard do.
        const base = Array.from({ length: 240 }, (_, person) => person).filter(() => random() < 0.4);
        const pair = cohorts(secret, base, 300, set);
        const tell = async (which: keyof Pair) =>
          measure((await control.release(tableOf(`${at} ${which}`, [pair[which]]))).cells[0] as Told);
        // Either may be asked first.
        const order = random() < 0.5 ? (['without', 'with'] as const) : (['with', 'without'] as const);
        const told = { [order[0]]: await tell(order[0]), [order[1]]: await tell(order[1]) };
        const { without, with: more } = told;
        if (typeof without === 'number' && typeof more === 'number') differences.push(more - without);
      }
      const mean = differences.reduce((sum, one) => sum + one, 0) / Math.max(differences.length, 1);
      return { secret, guess: decide(mean), informed: differences.some((difference) => difference !== 0) };
    },
  };
}

function isEven(number: number): boolean {
  return number % 2 === 0;
}
