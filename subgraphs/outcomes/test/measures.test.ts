import {
  createDisclosureControl,
  createMeasuresEngine,
  type Episode,
  type EpisodeKind,
  ledgerInMemory,
  type Measure,
  type MeasureStore,
  type MeasuresEngine,
  openMeasureStore,
  policies,
} from '@throughgate/measures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dimensions, episodeKinds, funnels, measures } from '../src/measures/index.ts';

// Every measure of the catalogue is asked, by all that it can be counted by: what its declaration gets wrong shows here, and not to whoever asks.

const agencies = ['jobcentre', 'prisons', 'probation', 'providers'];
/** Dimensions that all measures have. */
const always = ['MONTH', 'QUARTER', 'YEAR'];
const period = { from: '2024-01-01', to: '2024-12-31' };
const learntAt = new Date('2026-01-05T00:00:00Z');
const person = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Episodes of a kind whose columns hold something, nothing, or something else. */
function someEpisodes(kind: EpisodeKind): Episode[] {
  const values = [
    { text: 'NONE', timestamp: '2024-03-04T10:00:00Z', date: '2024-03-04', integer: 30, boolean: true },
    { text: 'LEI', timestamp: '2024-06-30T10:00:00Z', date: '2024-06-30', integer: 0, boolean: false },
    undefined,
  ];
  return values.map((of, number) => {
    const columns = Object.entries(kind.columns).map(([name, { type }]) => [name, of?.[type] ?? null]);
    return {
      ...Object.fromEntries(columns),
      id: `${kind.name}-${number}`,
      personId: kind.about === 'person' ? person(number) : null,
    } as Episode;
  });
}

let engine: MeasuresEngine;
let store: MeasureStore;

beforeAll(async () => {
  store = await openMeasureStore({
    path: ':memory:',
    kinds: episodeKinds,
    secret: 'of a test',
    threads: 1,
  });
  const numbers = [0, 1, 2];
  await store.apply({
    learntAt,
    position: '1',
    personIds: numbers.map(person),
    numbers: new Map(numbers.map((number) => [person(number), number])),
    episodes: new Map(episodeKinds.map((kind) => [kind.name, someEpisodes(kind)])),
    complete: true,
  });
  engine = createMeasuresEngine({
    measures,
    funnels,
    episodeKinds,
    dimensions,
    store: () => store,
    // One that looks at people, so that the SQL is what a hub runs.
    control: createDisclosureControl({ policy: policies.moj, ledger: ledgerInMemory(), audit: undefined }),
    latestTick: () => Promise.resolve(learntAt),
    tickAt: () => Promise.resolve(learntAt),
    completeness: () => Promise.resolve({ value: 1, agencies: [] }),
  });
});
afterAll(() => store.stop());

const recorded = measures.filter(({ noRecords }) => noRecords === undefined);
const named = (list: readonly Measure[]) =>
  list.map((measure) => [`${measure.id}@${measure.version}`, measure] as const);

describe('the catalogue of measures', () => {
  it('has each version of a measure once, and one version of it for a day', () => {
    for (const versions of [...Map.groupBy([...measures, ...funnels], ({ id }) => id).values()]) {
      const inOrder = versions.toSorted((one, other) => one.version - other.version);
      for (const [at, { validTo, version }] of inOrder.slice(0, -1).entries()) {
        expect(version).toBeLessThan(inOrder[at + 1]?.version ?? 0);
        expect(validTo).not.toBeNull();
        expect((validTo ?? '') < (inOrder[at + 1]?.validFrom ?? '')).toBe(true);
      }
    }
  });

  it.each(named(measures))('%s names what there is', (_, measure) => {
    expect(agencies).toEqual(expect.arrayContaining([...measure.agencies]));
    expect(measure.agencies.length).toBeGreaterThan(0);
    const ids = dimensions.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([...measure.dimensions]));
    expect(new Set(measure.dimensions).size).toBe(measure.dimensions.length);
    for (const text of [
      measure.title,
      measure.question,
      measure.owner,
      measure.source,
      measure.population.words,
    ]) {
      expect(text.trim()).not.toBe('');
    }
    if (measure.noRecords !== undefined) {
      expect(measure.noRecords.trim()).not.toBe('');
      return;
    }
    const kind = episodeKinds.find(({ name }) => name === measure.episode);
    expect(kind, `kind ${measure.episode}`).toBeDefined();
    const columns = Object.keys({ ...kind?.columns, ...kind?.computed });
    for (const id of measure.dimensions) {
      const reads = dimensions.find((dimension) => dimension.id === id)?.columns ?? [];
      expect(columns, `${id} of ${measure.id}`).toEqual(expect.arrayContaining([...reads]));
    }
    if (measure.form === 'target') {
      const register = episodeKinds.find(({ name }) => name === measure.targets.episode);
      expect(Object.keys(register?.columns ?? {})).toEqual(
        expect.arrayContaining([...measure.targets.shares]),
      );
    }
  });

  it.each(named(recorded))(
    '%s can be asked by all that it is counted by, and of cohorts of it',
    async (_, measure) => {
      const { id, version } = measure;
      const question = { measure: id, version, ...period };
      const counted = [...measure.dimensions, ...always];
      for (let at = 0; at < counted.length; at += 3) {
        const by = counted.slice(at, at + 3);
        const { cells, total, sql } = await engine.answer({ ...question, cohort: {}, by });
        expect(total.by).toEqual([]);
        for (const cell of cells) expect(cell.by.map(({ dimension }) => dimension)).toEqual(by);
        expect(sql).toContain('$known_at');
      }
      const cohort = Object.fromEntries(
        measure.dimensions.map((dimension) => [dimension, ['UNKNOWN']] as const),
      );
      const { cells } = await engine.answer({ ...question, cohort, by: [] });
      expect(cells).toEqual([]);
      expect(engine.definition(id, version).sql).toContain('$known_at');
    },
  );

  it.each(named(measures.filter(({ noRecords }) => noRecords !== undefined)))(
    '%s has no records, and tells no number',
    async (_, { id, version, noRecords }) => {
      const { cells, total, definition } = await engine.answer({
        measure: id,
        version,
        cohort: {},
        by: [],
        ...period,
      });
      expect(cells).toEqual([]);
      expect(total).toMatchObject({ value: null, numerator: null, denominator: null, suppressed: false });
      expect(definition.noRecords).toBe(noRecords);
      expect(engine.definition(id, version).sql).toBeNull();
    },
  );

  it.each(funnels.map((funnel) => [funnel.id, funnel] as const))(
    'the funnel %s can be asked',
    async (id, funnel) => {
      const { total, sql } = await engine.funnel({
        funnel: id,
        cohort: {},
        by: funnel.dimensions.slice(0, 3),
        ...period,
      });
      expect(total.steps.map((step) => step.id)).toEqual(funnel.steps.map((step) => step.id));
      expect(sql).toContain('$known_at');
    },
  );
});

describe('dimensions', () => {
  it('have codes with words, each once', () => {
    expect(new Set(dimensions.map(({ id }) => id)).size).toBe(dimensions.length);
    for (const { id, codes, form, label } of dimensions) {
      expect(codes !== undefined || form !== undefined, id).toBe(true);
      for (const code of codes ?? []) expect(label(code).trim(), `${id} ${code}`).not.toBe('');
      expect(new Set(codes).size, id).toBe(codes?.length ?? 0);
    }
  });

  it('of time are what every measure can be counted by, as the graph says', async () => {
    const { id, version } = measures.find(({ noRecords }) => noRecords === undefined) ?? expect.fail();
    for (const by of dimensions.filter(({ days }) => days).map((dimension) => dimension.id)) {
      const { cells } = await engine.answer({ measure: id, version, cohort: {}, by: [by], ...period });
      for (const cell of cells) expect(cell.by.map(({ dimension }) => dimension)).toEqual([by]);
    }
  });

  it('of time tell the days of what SQL makes of a day', async () => {
    const time = dimensions.filter(({ days }) => days);
    expect(time.map(({ id }) => id)).toEqual(['WEEK', 'MONTH', 'QUARTER', 'YEAR']);
    const codes = time.map(({ id, code }) => `${code('d')} AS ${id}`);
    const rows = await store.query<Record<string, string>>(
      `SELECT CAST(d AS DATE) AS day, ${codes.join(', ')} FROM generate_series(DATE '2019-12-20', DATE '2025-01-20', INTERVAL 1 DAY) AS s(d)`,
    );
    for (const row of rows) {
      for (const { id, days, form } of time) {
        const code = row[id] ?? '';
        expect(code).toMatch(form?.pattern ?? /$^/);
        const { from, to } = days?.(code) ?? { from: '', to: '' };
        expect((row['day'] ?? '') >= from && (row['day'] ?? '') <= to, `${row['day']} in ${code}`).toBe(true);
      }
    }
  });
});
