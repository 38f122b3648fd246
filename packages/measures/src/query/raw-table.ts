import { DuckDBDateValue } from '@duckdb/node-api';
import { londonDate, type PlainDate, toDayNumber } from '@throughgate/domain';
import type { Measure } from '../declaration/measure.ts';
import type { CountedSet, Days, DurationStep, RawCell, RawTable } from '../disclosure/disclosure-control.ts';
import { addPeople, countPeople } from '../disclosure/people-bits.ts';
import { MeasureError } from '../question/measure-error.ts';
import type { MeasureStore } from '../store/measure-store.ts';
import { conditionTexts } from './condition-texts.ts';
import { clockOf, cohortParameters, columnOf } from './counted-episodes.ts';
import { countedSets, type SetOfEpisodes } from './counted-sets.ts';
import { type MeasureQuery, measureQuery, mostCells } from './measure-query.ts';
import { canonicalQuestion, type Plan } from './plan.ts';
import { possibleCells } from './possible-cells.ts';

/** A row as DuckDB gives it: whole numbers may be of any width. */
type Row = Readonly<Record<string, unknown>>;

/** How a plan is run. */
interface Run {
  readonly store: MeasureStore;
  readonly asOf: Date;
  /** Whether people and keys of sets are asked for. */
  readonly people: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Counts what a plan asks for.
 * Raises `MeasureError` `TOO_MANY_CELLS`, and whatever the signal was aborted with.
 */
export async function rawTable(plan: Plan, run: Run): Promise<RawTable> {
  const cells = await rawCells(plan, run);
  // Without dimensions the only cell is that of all.
  const all = plan.by.length === 0 ? cells : [...cells, await totalOf(plan, cells, run)];
  return {
    question: canonicalQuestion(plan),
    episode: plan.measure.episode,
    asOf: run.asOf,
    days: daysOf(plan),
    conditions: conditionTexts(plan),
    cells: all,
  };
}

/** Days by which episodes belong to a table. One that lasts is counted on several, so that tables of days apart have it in common. */
function daysOf({ measure, from, to }: Plan): Days {
  return lasts(measure) ? { from: '0001-01-01', to: '9999-12-31' } : { from, to };
}

function lasts(measure: Measure): boolean {
  return 'onLastDayOf' in measure && measure.onLastDayOf !== undefined;
}

/** Days of a cell, where its codes of time leave fewer than the period. */
function daysOfCell({ measure, by, from, to }: Plan, key: readonly string[]): Days | undefined {
  const told = by.flatMap((dimension, at) => dimension.days?.(key[at] ?? '') ?? []);
  if (lasts(measure) || told.length === 0) return undefined;
  return {
    from: [from, ...told.map((days) => days.from)].sort().at(-1) ?? from,
    to: [to, ...told.map((days) => days.to)].sort()[0] ?? to,
  };
}

async function rawCells(plan: Plan, { store, asOf, people, signal }: Run): Promise<readonly RawCell[]> {
  const query = measureQuery(plan, { episodes: (kind) => store.episodes(kind), people });
  const parameters: Record<string, unknown> = {
    from: dateValue(plan.from),
    to: dateValue(plan.to),
    as_of: dateValue(londonDate(asOf)),
    known_at: asOf,
    ...cohortParameters(plan.cohort),
  };
  const ask = (sql: string) => store.query<Row>(sql, parameters, signal);
  if (people) {
    // People of each cell take memory: what may be too many cells is counted without them first.
    if (possibleCells(plan) > mostCells) {
      const { cells } = measureQuery(plan, { episodes: (kind) => store.episodes(kind), people: false });
      checkCells(await ask(cells));
    }
    parameters['most'] = await mostPerson(plan, ask, store);
  }
  const rows = await ask(query.cells);
  checkCells(rows);
  const durations = query.durations === undefined ? undefined : stepsByCell(plan, await ask(query.durations));
  const cells = rows.map((row) => cellOf(row, plan, query.sets, durations));
  return query.targets === undefined ? cells : withTargets(plan, cells, await ask(query.targets));
}

function checkCells(rows: readonly Row[]): void {
  if (rows.length <= mostCells) return;
  throw new MeasureError(
    'TOO_MANY_CELLS',
    `The answer would have more than ${mostCells} cells. Ask by fewer dimensions, for a shorter period, or for a smaller cohort`,
    'by',
  );
}

/** The number up to which people's bits are told: those of whole bytes. */
async function mostPerson(
  { measure }: Plan,
  ask: (sql: string) => Promise<Row[]>,
  store: MeasureStore,
): Promise<number> {
  const [row] = await ask(
    `SELECT coalesce(max(person_no), 0) AS most FROM (${store.episodes(measure.episode)}) AS e`,
  );
  return Math.floor(Number(row?.['most'] ?? 0) / 8) * 8 + 7;
}

function dateValue(day: PlainDate): DuckDBDateValue {
  return new DuckDBDateValue(toDayNumber(day));
}

function keyOf(row: Row, { by }: Plan): readonly string[] {
  return by.map((dimension) => String(row[columnOf(dimension)]));
}

function cellOf(
  row: Row,
  plan: Plan,
  sets: MeasureQuery['sets'],
  durations: ReadonlyMap<string, readonly DurationStep[]> | undefined,
): RawCell {
  const key = keyOf(row, plan);
  const days = daysOfCell(plan, key);
  return {
    key,
    ...(days && { days }),
    sets: Object.fromEntries(sets.map((set) => [set.name, setOf(row, set)])),
    ...(plan.measure.form === 'amount' && {
      sum: { total: Number(row['total']), largest: Number(row['largest']) },
    }),
    ...(durations && { durations: durations.get(key.join('\n')) ?? [] }),
    ...(plan.measure.form === 'target' && { target: null }),
  };
}

function setOf(row: Row, { column }: SetOfEpisodes): CountedSet {
  const bits = (row[`${column}_people`] as Uint8Array | null | undefined) ?? new Uint8Array();
  return {
    count: Number(row[column]),
    people: countPeople(bits),
    keySum: BigInt((row[`${column}_keys`] as bigint | number | undefined) ?? 0),
    people_bits: bits,
  };
}

function stepsByCell(plan: Plan, rows: readonly Row[]): ReadonlyMap<string, readonly DurationStep[]> {
  const cells = new Map<string, DurationStep[]>();
  for (const row of rows) {
    const key = keyOf(row, plan).join('\n');
    const steps = cells.get(key) ?? [];
    steps.push({
      days: Number(row['clock_days']),
      events: Number(row['events']),
      censored: Number(row['censored']),
    });
    cells.set(key, steps);
  }
  return cells;
}

/** A month without episodes may have a target, which tells more than no cell. */
function withTargets(plan: Plan, cells: readonly RawCell[], rows: readonly Row[]): readonly RawCell[] {
  const targets = new Map(rows.map((row) => [keyOf(row, plan).join('\n'), row] as const));
  const told = cells.map((cell) => {
    const row = targets.get(cell.key.join('\n'));
    targets.delete(cell.key.join('\n'));
    return { ...cell, target: targetOf(row) };
  });
  const only = [...targets.values()].map((row) => ({
    key: keyOf(row, plan),
    sets: { denominator: nobody },
    target: targetOf(row),
  }));
  return [...told, ...only];
}

function targetOf(row: Row | undefined): number | null {
  const target = row?.['target'] ?? null;
  return target === null ? null : Number(target);
}

const nobody: CountedSet = { count: 0, people: 0, keySum: 0n, people_bits: new Uint8Array() };

/**
 * The cell of all. It is the sum of the others, since each episode is in one of them; but the largest part of an amount that a person has, and
 * targets of months for which no cell stands, are not.
 */
async function totalOf(plan: Plan, cells: readonly RawCell[], run: Run): Promise<RawCell> {
  const { measure } = plan;
  if (measure.form === 'amount' || measure.form === 'target') {
    const [total] = await rawCells({ ...plan, by: [] }, run);
    if (total) return total;
  }
  const told = countedSets(measure).map(({ name }) => name);
  const steps = cells.flatMap(({ durations }) => durations ?? []);
  return {
    key: [],
    sets: Object.fromEntries(
      told.map((name) => [name, union(cells.flatMap(({ sets }) => sets[name] ?? []))]),
    ),
    ...((clockOf(measure) || measure.form === 'length') && { durations: merged(steps) }),
  };
}

/** All of several sets, which have no episode in common. */
function union(sets: readonly CountedSet[]): CountedSet {
  const bits = new Uint8Array(Math.max(0, ...sets.map(({ people_bits }) => people_bits.length)));
  for (const { people_bits } of sets) addPeople(bits, people_bits);
  return {
    count: sets.reduce((sum, { count }) => sum + count, 0),
    people: countPeople(bits),
    keySum: BigInt.asUintN(
      64,
      sets.reduce((sum, { keySum }) => sum + keySum, 0n),
    ),
    people_bits: bits,
  };
}

function merged(steps: readonly DurationStep[]): readonly DurationStep[] {
  const byDays = [...Map.groupBy(steps, ({ days }) => days)].toSorted(([one], [other]) => one - other);
  return byDays.map(([days, group]) => ({
    days,
    events: group.reduce((sum, { events }) => sum + events, 0),
    censored: group.reduce((sum, { censored }) => sum + censored, 0),
  }));
}
