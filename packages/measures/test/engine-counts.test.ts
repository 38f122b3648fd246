import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnswerCell, Episode, Measure } from '../src/index.ts';
import * as declared from './support/measures.ts';
import { type Counted, inCells, lastDays, type PlainQuestion, stopped } from './support/plain-count.ts';
import { startEngine } from './support/start-engine.ts';
import { dayOf, type SupportRow } from './support/supported-people.ts';

// What the engine tells by SQL is counted again here by plain loops, over small random populations: each form, with cohorts, dimensions, periods,
// and as of a moment before and after half of it was corrected.

const day = fc.integer({ min: 0, max: 120 });
const orNull = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: null });
const row: fc.Arbitrary<Omit<SupportRow, 'id'>> = fc.record({
  person: fc.integer({ min: 0, max: 9 }),
  sex: fc.constantFrom('F', 'M', null),
  age: orNull(fc.integer({ min: 16, max: 40 })),
  provider: fc.constantFrom('NORTH', 'SOUTH', null),
  begun: day,
  // Days after the first, so that what comes just in time and just too late is drawn.
  seen: orNull(fc.integer({ min: -1, max: 20 })),
  ended: orNull(fc.integer({ min: 0, max: 30 })),
  lost: orNull(fc.integer({ min: 0, max: 30 })),
  pence: fc.integer({ min: -50, max: 500 }),
  minutes: orNull(fc.integer({ min: 0, max: 90 })),
});
const after = (begun: number, days: number | null) => (days === null ? null : begun + days);
const rows = fc.array(row, { minLength: 20, maxLength: 40 }).map((list) =>
  list.map(
    (one, at): SupportRow => ({
      ...one,
      id: `s${at}`,
      seen: after(one.begun, one.seen),
      ended: after(one.begun, one.ended),
      lost: after(one.begun, one.lost),
    }),
  ),
);
const codes = {
  SEX: ['F', 'M', 'UNKNOWN'],
  PROVIDER: ['NORTH', 'SOUTH', 'UNKNOWN'],
  AGE_BAND: ['18-29', '30+', 'UNKNOWN'],
  MONTH: ['2024-01', '2024-02', '2024-03', '2024-04'],
};
const narrow = fc.record(
  {
    SEX: fc.subarray(codes.SEX, { minLength: 1 }),
    PROVIDER: fc.subarray(codes.PROVIDER, { minLength: 1 }),
    AGE_BAND: fc.subarray(codes.AGE_BAND, { minLength: 1 }),
    MONTH: fc.subarray(codes.MONTH, { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const cohort = fc.oneof(fc.constant({}), narrow);
const question = fc.record({
  by: fc.shuffledSubarray(Object.keys(codes), { maxLength: 3 }),
  cohort,
  from: fc.integer({ min: 0, max: 60 }),
  to: fc.integer({ min: 60, max: 150 }),
});
const questions = fc
  .array(fc.record({ asked: question, atFirst: fc.boolean() }), { minLength: 4, maxLength: 4 })
  .map((list) => list.map(({ asked, atFirst }) => ({ ...asked, atFirst })));
const targets = fc
  .array(
    fc.record({
      provider: fc.constantFrom('NORTH', 'SOUTH'),
      month: fc.integer({ min: 1, max: 6 }),
      people: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 8 },
  )
  .map((list) =>
    list.map(
      ({ provider, month, people }, at): Episode => ({
        id: `t${at}`,
        personId: null,
        provider_code: provider,
        month: `2024-0${month}-01`,
        people,
      }),
    ),
  );

const at = (of: number) => new Date(`${dayOf(of)}T12:00:00Z`);
const [earlier, later] = [70, 110];

/** Episodes that a measure counts, with the day by which each does. */
function counted(measure: Measure, all: readonly SupportRow[], asked: PlainQuestion): Counted[] {
  if (measure === declared.rate) {
    return lastDays(asked).flatMap((last) =>
      all
        .filter(({ begun, ended }) => begun <= last && (ended === null || ended > last))
        .map((of) => ({ row: of, day: last })),
    );
  }
  const mature = all.filter(({ begun }) => begun + (measure.matureAfterDays ?? 0) <= asked.asOf);
  return mature
    .filter(({ provider }) => measure !== declared.share || provider !== null)
    .filter(({ minutes }) => measure !== declared.length || minutes !== null)
    .map((of) => ({ row: of, day: of.begun }));
}

const number = (of: readonly Counted[], which: (counted: Counted) => boolean) => of.filter(which).length;

/** What a cell of the answer must be. */
function expected(measure: Measure, of: readonly Counted[], asked: PlainQuestion): Partial<AnswerCell> {
  const seen = ({ row: { seen } }: Counted) => seen !== null && seen <= asked.asOf;
  const share = (which: (counted: Counted) => boolean, per = 1) => {
    const numerator = number(of, which);
    return {
      numerator,
      denominator: of.length,
      value: of.length === 0 ? null : (numerator / of.length) * per,
    };
  };
  switch (measure) {
    case declared.share:
      return share(({ row: { begun, seen } }) => seen !== null && seen <= Math.min(begun + 14, asked.asOf));
    case declared.count:
      return { value: of.length, numerator: of.length, denominator: null };
    case declared.amount:
      return { value: of.reduce((sum, { row: { pence } }) => sum + pence, 0), denominator: of.length };
    case declared.rate:
      return share(({ row: { lost }, day: last }) => lost !== null && lost <= last, 100);
    case declared.duration:
      return {
        numerator: number(
          of,
          ({ row: { begun, seen, lost, ended } }) => stopped(begun, seen, [lost, ended], asked, 60).event,
        ),
        denominator: of.length,
      };
    case declared.length:
      return { numerator: null, denominator: of.length };
    case declared.gap: {
      const old = of.filter(({ row: { age } }) => age !== null && age >= 30);
      const young = of.filter(({ row: { age } }) => age !== null && age < 30);
      const known = old.length > 0 && young.length > 0;
      return {
        denominator: old.length + young.length,
        numerator: number([...old, ...young], seen),
        value: known ? number(old, seen) / old.length - number(young, seen) / young.length : null,
      };
    }
    default:
      return { numerator: of.length };
  }
}

/** How many had their event, and how many were lost to sight, by days: `days:events:censored`. */
function durationsOf(
  measure: Measure,
  of: readonly Counted[],
  asked: PlainQuestion,
): readonly string[] | null {
  if (![declared.share, declared.duration, declared.length].includes(measure as never)) return null;
  const stops = of.map(({ row: { begun, seen, lost, ended, minutes } }) => {
    if (measure === declared.length) return { days: minutes ?? 0, event: true };
    return stopped(begun, seen, measure === declared.share ? [lost] : [lost, ended], asked, 60);
  });
  const byDays = [...Map.groupBy(stops, ({ days }) => days)].toSorted(([one], [other]) => one - other);
  return byDays.map(([days, group]) => {
    const events = group.filter(({ event }) => event).length;
    return `${days}:${events}:${group.length - events}`;
  });
}

it.each(
  declared.all
    .filter(({ noRecords }) => noRecords === undefined)
    .map((measure) => [measure.id, measure] as const),
)(
  '%s is what plain counting gives',
  async (_, measure) => {
    await fc.assert(
      fc.asyncProperty(rows, rows, questions, async (before, corrected, list) => {
        const people = [...before, ...corrected].map(({ person }) => person);
        await using started = await startEngine([
          { at: at(earlier), rows: before },
          { at: at(later), rows: corrected, gone: people },
        ]);
        for (const { atFirst, ...asked } of list) {
          const plain: PlainQuestion = { ...asked, asOf: atFirst ? earlier : later };
          const answer = await started.engine.answer({
            ...asked,
            measure: measure.id,
            from: dayOf(asked.from),
            to: dayOf(asked.to),
            asOf: at(plain.asOf),
          });
          const all = atFirst ? before : corrected;
          const cells = inCells(plain, counted(measure, all, plain));
          const told = [...answer.cells, answer.total];
          const codesOf = ({ by }: AnswerCell) => by.map(({ code }) => code).join('|');
          expect(told.map(codesOf).sort()).toEqual([...cells.keys()].sort());
          for (const cell of told) {
            const of = cells.get(codesOf(cell)) ?? [];
            expect(cell.by.map(({ dimension }) => dimension)).toEqual(cell.by.length > 0 ? asked.by : []);
            const { value, ...rest } = expected(measure, of, plain);
            expect(cell).toMatchObject(rest);
            if (typeof value === 'number') expect(cell.value).toBeCloseTo(value, 9);
            if (value === null) expect(cell.value).toBeNull();
            expect(
              cell.durations?.map((step) => `${step.days}:${step.events}:${step.censored}`) ?? null,
            ).toEqual(durationsOf(measure, of, plain));
            expect(cell.suppressed).toBe(false);
          }
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  },
  60_000,
);

it('targets are those of the months that have begun, where only months and what targets name are asked for', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      targets,
      fc.boolean(),
      fc.boolean(),
      async (of, register, byMonth, oneProvider) => {
        await using started = await startEngine([{ at: at(later), rows: of, targets: register }]);
        const ask = (by: readonly string[]) =>
          started.engine.answer({
            measure: 'against-target',
            cohort: oneProvider ? { PROVIDER: ['NORTH'] } : {},
            by,
            from: dayOf(0),
            to: dayOf(150),
          });
        const agreed = register.filter(
          ({ provider_code, month }) =>
            String(month) <= dayOf(later) && (!oneProvider || provider_code === 'NORTH'),
        );
        const sum = (list: readonly Episode[]) =>
          list.length === 0 ? null : list.reduce((total, { people }) => total + Number(people), 0);
        const { cells, total } = await ask([byMonth ? 'MONTH' : 'PROVIDER']);
        expect(total.target).toBe(sum(agreed));
        const column = byMonth ? 'month' : 'provider_code';
        for (const { by, target, numerator, value } of cells) {
          expect(target).toBe(sum(agreed.filter((one) => String(one[column]).startsWith(by[0]?.code ?? ''))));
          if (target) expect(value).toBeCloseTo((numerator ?? 0) / target, 9);
          else expect(value).toBeNull();
        }
        // No target says of which sex its people are.
        for (const { target } of (await ask(['SEX'])).cells) expect(target).toBeNull();
      },
    ),
    { numRuns: 3, endOnFailure: true },
  );
}, 60_000);
