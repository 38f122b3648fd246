import { expect, it } from 'vitest';
import {
  createDisclosureControl,
  type FunnelCell,
  ledgerInMemory,
  MeasureError,
  type MeasureQuestion,
  policies,
} from '../src/index.ts';
import { newcombe } from '../src/statistics/newcombe.ts';
import { duration, share } from './support/measures.ts';
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

it('refuses what it does not know, and says what there is', async () => {
  await using started = await startEngine([{ at: at(100), rows: [row('a', 1)] }]);
  const refused = async (question: Partial<MeasureQuestion>) => {
    const asked = { measure: 'supported', cohort: {}, by: [], ...period, ...question };
    const error = await started.engine.answer(asked).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MeasureError);
    const { code, argument, message } = error as MeasureError;
    return `${code} ${argument}: ${message}`;
  };
  expect(await refused({ measure: 'suported' })).toBe(
    'UNKNOWN_MEASURE id: There is no measure "suported". There are: against-target, cost, days-to-seen, gap, lost-of-100, minutes, seen-within-14, supported, unrecorded',
  );
  expect(await refused({ version: 7 })).toBe(
    'UNKNOWN_MEASURE version: The measure supported has no version 7. There are: 1 (valid from 2000-01-01)',
  );
  expect(await refused({ by: ['PRISON'] })).toBe(
    'UNKNOWN_DIMENSION by: supported cannot be counted by PRISON. It can be counted by: SEX, PROVIDER, AGE_BAND, MONTH',
  );
  expect(await refused({ by: ['SEX', 'SEX'] })).toMatch(/^UNKNOWN_DIMENSION by: .*named twice/);
  expect(await refused({ by: ['SEX', 'PROVIDER', 'AGE_BAND', 'MONTH'] })).toMatch(
    /^UNKNOWN_DIMENSION by: .*at most 3/,
  );
  expect(await refused({ cohort: { SEX: ['X'] } })).toBe(
    'UNKNOWN_COHORT cohort: SEX has no code "X". It has: F, M, UNKNOWN',
  );
  expect(await refused({ cohort: { MONTH: ['Jan'] } })).toMatch(
    /^UNKNOWN_COHORT cohort: .*as 2024-02, not "Jan"/,
  );
  expect(await refused({ cohort: { SEX: [] } })).toMatch(/^UNKNOWN_COHORT cohort: .*nobody/);
  expect(await refused({ cohort: { PRISON: ['LEI'] } })).toMatch(/^UNKNOWN_COHORT cohort: .*SEX, PROVIDER/);
  expect(await refused({ from: '2024-02-30' })).toMatch(/^BAD_PERIOD from: .*2024-02-30/);
  expect(await refused({ from: '2024-02-02', to: '2024-02-01' })).toMatch(
    /^BAD_PERIOD to: .*before it begins/,
  );
  expect(await refused({ from: '1900-01-01' })).toMatch(/^BAD_PERIOD to: .*fifty years/);
  expect(await refused({ asOf: at(99) })).toMatch(
    /^AS_OF_OUT_OF_RANGE asOf: .*latest release is of 2024-04-10/,
  );
  expect(await refused({ asOf: new Date(Date.now() + 86_400_000) })).toMatch(
    /^AS_OF_OUT_OF_RANGE asOf: .*future/,
  );
});

it('has no more cells than can be told, however many people are looked at', async () => {
  const rows = Array.from({ length: 2001 }, (_, at) => row(`r${at}`, at, { provider: `P${at}` }));
  const control = createDisclosureControl({
    policy: policies.moj,
    ledger: ledgerInMemory(),
    audit: undefined,
  });
  for (const options of [{}, { control }]) {
    await using started = await startEngine([{ at: at(100), rows }], options);
    const asked = { measure: 'supported', cohort: {}, by: ['PROVIDER', 'MONTH'], ...period };
    await expect(started.engine.answer(asked)).rejects.toMatchObject({
      code: 'TOO_MANY_CELLS',
      argument: 'by',
    });
    expect((await started.engine.answer({ ...asked, by: ['MONTH'] })).total.value).toBeGreaterThan(1990);
  }
});

it('answers each version by its own definition, and takes the one that is valid on the as-of day', async () => {
  const first = { ...share, validTo: dayOf(104) };
  const second = {
    ...share,
    version: 2,
    validFrom: dayOf(105),
    numerator: { words: 'met within a day', sql: 'e.seen_on <= e.begun_on + 1' },
  };
  const rows = [row('a', 1, { seen: 1 }), row('b', 2, { seen: 10 })];
  await using started = await startEngine(
    [
      { at: at(100), rows },
      { at: at(110), rows: [...rows, row('c', 3, { seen: 0 })] },
    ],
    { measures: [first, second] },
  );
  const numbers = async (version: number | undefined, asOf: number) => {
    const asked = { measure: share.id, version, cohort: {}, by: [], ...period, asOf: at(asOf) };
    const { definition, total, sql } = await started.engine.answer(asked);
    expect(sql).toContain(`version ${definition.version}`);
    return [definition.version, total.numerator, total.denominator];
  };
  expect(await numbers(undefined, 100)).toEqual([1, 2, 2]);
  expect(await numbers(undefined, 110)).toEqual([2, 2, 3]);
  expect(await numbers(1, 110)).toEqual([1, 3, 3]);
  // A figure that was told stays as it was, after a correction and beside another definition.
  expect(await numbers(1, 105)).toEqual([1, 2, 2]);
  expect(await numbers(2, 105)).toEqual([2, 1, 2]);
});

it('says nothing of what nobody records', async () => {
  await using started = await startEngine([{ at: at(100), rows: [] }]);
  const answer = await started.engine.answer({ measure: 'unrecorded', cohort: {}, by: ['SEX'], ...period });
  expect(answer.cells).toEqual([]);
  expect(answer.total).toMatchObject({ value: null, denominator: null, suppressed: false });
  expect(started.engine.definition('unrecorded')).toMatchObject({ sql: null });
});

it('compares two cohorts with the interval of their difference', async () => {
  const rows = Array.from({ length: 40 }, (_, number) =>
    row(`r${number}`, number, {
      sex: number < 20 ? 'F' : 'M',
      seen: number % 4 === 0 || number < 10 ? 3 : null,
    }),
  );
  await using started = await startEngine([{ at: at(100), rows }]);
  const compared = await started.engine.compare({
    measure: share.id,
    a: { SEX: ['F'] },
    b: { SEX: ['M'] },
    ...period,
  });
  expect([compared.a.numerator, compared.a.denominator]).toEqual([12, 20]);
  expect([compared.b.numerator, compared.b.denominator]).toEqual([5, 20]);
  expect(compared.difference).toBeCloseTo(0.35, 9);
  expect(compared).toMatchObject(
    newcombe({ numerator: 12, denominator: 20 }, { numerator: 5, denominator: 20 }),
  );
});

it('draws curves of those who wait, and says which measures have them', async () => {
  await using started = await startEngine([
    {
      at: at(100),
      rows: [row('a', 1, { seen: 2 }), row('b', 2, { seen: 5 }), row('c', 3, { lost: 3 }), row('d', 4)],
    },
  ]);
  const asked = { cohort: {}, by: [], ...period };
  const { curves } = await started.engine.timeToEvent({ ...asked, measure: duration.id });
  expect(
    curves.map(({ points }) => points.map(({ days, share: come, atRisk }) => [days, come, atRisk])),
  ).toEqual([
    [
      [2, 0.25, 4],
      [3, 0.25, 3],
      [5, 0.625, 2],
      [60, 0.625, 1],
    ],
  ]);
  await expect(started.engine.timeToEvent({ ...asked, measure: 'supported' })).rejects.toMatchObject({
    code: 'UNKNOWN_MEASURE',
    message: expect.stringContaining('days-to-seen'),
  });
});

it('tells how many come to each step of a funnel, and how long it takes', async () => {
  await using started = await startEngine([
    {
      at: at(100),
      rows: [
        row('a', 1, { seen: 2, ended: 12 }),
        row('b', 2, { seen: 4, ended: 8 }),
        row('c', 3, { seen: 6 }),
        // It ended without a meeting, and one met after the as-of day.
        row('d', 4, { ended: 9 }),
        row('e', 5, { sex: 'M', seen: 101 }),
      ],
    },
  ]);
  const { total, cells } = await started.engine.funnel({
    funnel: 'support',
    cohort: {},
    by: ['SEX'],
    ...period,
  });
  const steps = (of: FunnelCell) =>
    of.steps.map(({ id, count, share: come, medianDays }) => [id, count, come, medianDays]);
  expect(steps(total)).toEqual([
    ['begun', 5, null, null],
    ['seen', 3, 0.6, 6],
    ['ended', 2, 2 / 3, 10],
  ]);
  expect(cells.map((cell) => [cell.by[0]?.code, steps(cell)])).toContainEqual([
    'M',
    [
      ['begun', 1, null, null],
      ['seen', 0, 0, null],
      ['ended', 0, null, null],
    ],
  ]);
});

it('leaves off when it is told to, in line and at work', async () => {
  await using started = await startEngine([{ at: at(100), rows: [row('a', 1)] }], { atOnce: 1 });
  const asked = { measure: 'supported', cohort: {}, by: [], ...period };
  const waiting = new AbortController();
  const first = started.engine.answer(asked);
  const second = started.engine.answer(asked, waiting.signal);
  waiting.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  expect((await first).total.value).toBe(1);
  await expect(started.engine.answer(asked, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  expect((await started.engine.answer(asked)).total.value).toBe(1);
});
