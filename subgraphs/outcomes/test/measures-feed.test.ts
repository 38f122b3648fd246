import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePnc } from '@throughgate/domain';
import { type ChangeEvent, topicOf } from '@throughgate/events';
import { MeasureError } from '@throughgate/measures';
import { eventually, testDatabase } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineEpisodes, episodeKinds } from '../src/measures/index.ts';
import { testFile } from './support/file.ts';
import { housingContracts, housingOfficeEvent, withOffice } from './support/housing.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// What becomes of agencies' events in the store of measures, with two kinds that are easy to read.

/** An episode for each file of a person. */
const filed = (version = 1) =>
  defineEpisodes({
    name: 'filed',
    describes: 'A file of an agency.',
    about: 'person',
    version,
    columns: {
      surname: { type: 'text', describes: 'As the file has it.' },
      sex: { type: 'text', describes: 'Of the person.' },
    },
    async derive({ client, personIds, people, facts }) {
      // As kinds do: facts are asked for, and given for each person.
      const known = await facts(['spell']);
      const { rows } = await client.query<{ key: string; person: string; surname: string | null }>(
        'SELECT key, cluster_id AS person, surname FROM outcomes.file WHERE cluster_id = ANY ($1::uuid[])',
        [personIds],
      );
      return rows
        .filter(({ person }) => known.has(person))
        .map(({ key, person, surname }) => ({
          id: key,
          personId: person,
          surname,
          sex: people.get(person)?.sex ?? null,
        }));
    },
  });
const entry = defineEpisodes({
  name: 'entry',
  describes: 'An entry of a register.',
  about: 'register',
  version: 1,
  columns: { agency: { type: 'text', describes: 'Whose register it is.' } },
  async derive({ client }) {
    const { rows } = await client.query<{ agency: string; entry: string }>(
      'SELECT agency, entry FROM outcomes.register_change',
    );
    return rows.map(({ agency, entry: id }) => ({ id, personId: null, agency }));
  },
});

const directory = mkdtempSync(join(tmpdir(), 'measures-feed-'));
const kinds = [filed(), entry];
const cleanup = new AsyncDisposableStack();
let databaseUrl: string;
let first: OutcomesUnderTest;
let outcomes: OutcomesUnderTest;
const start = (changes: { kinds?: typeof kinds; directory?: string } = {}) =>
  startOutcomesForTest({
    databaseUrl,
    ...(first && { eventLog: first.eventLog }),
    measures: { directory, kinds, ...changes },
  });
beforeAll(async () => {
  databaseUrl = cleanup.use(await testDatabase()).url;
  first = await start();
  outcomes = first;
});
afterAll(async () => {
  await outcomes[Symbol.asyncDispose]();
  // It has the event log.
  await first[Symbol.asyncDispose]();
  await cleanup.disposeAsync();
  rmSync(directory, { recursive: true });
});

const measuresOf = ({ running }: OutcomesUnderTest) => {
  if (!running.measures) throw new Error('It keeps no measures');
  return running.measures;
};

/** Episodes of a kind as known at a moment, in the order of ids. */
async function known(kind: string, at = new Date(Date.now() + 1_000), of = outcomes) {
  const store = measuresOf(of).store();
  return store.query<Record<string, unknown>>(`SELECT * FROM (${store.episodes(kind)}) ORDER BY id`, {
    known_at: at,
  });
}

async function publish(...events: readonly ChangeEvent[]) {
  await outcomes.publish(...events);
  await measuresOf(outcomes).caughtUp();
}

const prisoner = testFile('prisons', 'A7001AA');
const case_ = testFile('probation', 'X700100');
const pnc = makePnc(1990, 7001);

describe('the feed of measures', () => {
  it('stores episodes of people and registers, and numbers people', async () => {
    await outcomes.eventLog.ensureTopics([topicOf('housing')]);
    await outcomes.publish(withOffice(housingContracts(1, [])));
    await publish(
      prisoner.describe(),
      case_.describe({}, { surname: 'Before' }),
      housingOfficeEvent('O-1', 1),
    );
    expect(await known('filed')).toMatchObject([
      { id: 'A7001AA', surname: 'Example', sex: 'F' },
      { id: 'X700100', surname: 'Before' },
    ]);
    expect(await known('entry')).toMatchObject([{ agency: 'housing', person_id: null }]);
    const { rows } = await outcomes.pool.query('SELECT id, number FROM "MeasuredPerson" ORDER BY number');
    expect(
      (await known('filed')).map(({ person_id, person_no }) => ({ id: person_id, number: person_no })),
    ).toEqual(expect.arrayContaining(rows));
  });

  it('keeps what was known as of a release, and tells what came after it as of the next', async () => {
    const before = await measuresOf(outcomes).tick();
    await publish(case_.describe({}, { surname: 'After' }));
    expect(await known('filed', before)).toMatchObject([{}, { surname: 'Before' }]);
    expect(await known('filed')).toMatchObject([{}, { surname: 'After' }]);
    expect(await measuresOf(outcomes).latestTick()).toEqual(before);
    const after = await measuresOf(outcomes).tick();
    expect(await known('filed', after)).toMatchObject([{}, { surname: 'After' }]);
    expect(await measuresOf(outcomes).tickAt(new Date(after.getTime() - 1))).toEqual(before);
    expect(await measuresOf(outcomes).tickAt(new Date(0))).toBeUndefined();
  });

  it('moves the episodes of people who turn out to be one', async () => {
    const apart = await known('filed');
    expect(new Set(apart.map(({ person_id }) => person_id)).size).toBe(2);
    const before = await measuresOf(outcomes).tick();
    await publish(case_.describe({ pnc }), prisoner.describe({ pnc }));
    const together = await known('filed');
    expect(new Set(together.map(({ person_no }) => person_no)).size).toBe(1);
    expect(together.map(({ record_key }) => record_key)).toEqual(apart.map(({ record_key }) => record_key));
    expect((await known('filed', before)).map(({ person_id }) => person_id)).toEqual(
      apart.map(({ person_id }) => person_id),
    );
    // And apart again, when the number was another's.
    await publish(case_.describe({ pnc: null }));
    expect((await known('filed')).map(({ person_id }) => person_id)).toEqual(
      apart.map(({ person_id }) => person_id),
    );
  });

  it('says how far each agency is, and which is silent', async () => {
    const at = await measuresOf(outcomes).tick();
    const { value, agencies } = await measuresOf(outcomes).completeness(['prisons', 'jobcentre'], at);
    expect(agencies).toEqual([
      { agency: 'prisons', upTo: expect.any(Date), behind: 0, silent: false },
      { agency: 'jobcentre', upTo: null, behind: 0, silent: true },
    ]);
    expect(value).toBe(0.5);
  });

  it('shows how it is in metrics', async () => {
    const metrics = await (await fetch(new URL('/metrics', outcomes.running.url))).text();
    expect(metrics).toMatch(/^throughgate_measures_rows\{kind="filed",part="delta".*\} [1-9]/m);
    expect(metrics).toMatch(/^throughgate_measures_failures\{.*\} 0$/m);
    expect(metrics).toMatch(/^throughgate_measures_age_seconds\{.*\} \d/m);
  });

  it('goes on where it was after a restart, and works everybody out anew of another read model', async () => {
    const before = await measuresOf(outcomes).tick();
    const then = await known('filed', before);
    await outcomes.running.stop();
    const rows = async () => {
      const store = measuresOf(outcomes).store();
      await store.fold();
      return store.statistics().get('filed')?.baseRows;
    };
    outcomes = await start();
    // It is complete at once: nobody is worked out.
    expect(measuresOf(outcomes).status().state).toBe('ready');
    await publish(prisoner.event('prisons.release.recorded', {}));
    expect(await known('filed', before)).toEqual(then);
    const kept = await rows();

    await outcomes.rebuild();
    await outcomes.running.caughtUp();
    await measuresOf(outcomes).caughtUp();
    // Nothing of them is different, so that nothing was written.
    expect(await rows()).toBe(kept);
    expect(await known('filed', before)).toEqual(then);
    await outcomes[Symbol.asyncDispose]();

    // A kind that is worked out otherwise, and another that is new: the first keeps its history, the second has none.
    const added = defineEpisodes({ ...filed(), name: 'added' });
    outcomes = await start({ kinds: [filed(2), entry, added] });
    await measuresOf(outcomes).caughtUp();
    expect(await known('filed', before)).toEqual(then);
    expect(measuresOf(outcomes).store().since('filed')?.getTime()).toBeLessThan(before.getTime());
    expect(measuresOf(outcomes).store().since('added')?.getTime()).toBeGreaterThan(before.getTime());
    expect((await known('added')).length).toBe(then.length);
  });
});

it('says that it is being rebuilt, with how far it is, after its file was lost', async () => {
  await using place = await testDatabase();
  const below = join(directory, 'lost');
  await using first = await startOutcomesForTest({
    databaseUrl: place.url,
    measures: { directory: below, kinds },
  });
  await first.publish(testFile('prisons', 'A7100AA').describe());
  await measuresOf(first).caughtUp();
  const key = (await known('filed', undefined, first))[0]?.['record_key'];
  const number = (await known('filed', undefined, first))[0]?.['person_no'];
  await first.running.stop();
  writeFileSync(
    join(below, 'measures.duckdb'),
    'what is no database, for so long that it could be one'.repeat(400),
  );
  const slow = Promise.withResolvers<void>();
  const waiting = {
    ...filed(),
    derive: (context: Parameters<(typeof kinds)[0]['derive']>[0]) =>
      slow.promise.then(() => filed().derive(context)),
  };
  await using again = await startOutcomesForTest({
    databaseUrl: place.url,
    eventLog: first.eventLog,
    measures: { directory: below, kinds: [waiting, entry] },
  });
  // However the test ends: what derives must end for it to stop.
  await using _released = { [Symbol.asyncDispose]: async () => slow.resolve() };
  await eventually(async () => (measuresOf(again).status().total === 1 ? true : undefined));
  expect(measuresOf(again).status()).toEqual({ state: 'rebuilding', done: 0, total: 1 });
  expect(() => measuresOf(again).store()).toThrow(
    new MeasureError(
      'MEASURES_REBUILDING',
      'The measures are being rebuilt: 0 of 1 people are done. Ask again in a few minutes.',
    ),
  );
  // The service is ready as soon as its projection is.
  await eventually(async () => {
    const { ok } = await fetch(new URL('/health/ready', again.running.url));
    return ok ? true : undefined;
  });
  expect(measuresOf(again).status().state).toBe('rebuilding');
  slow.resolve();
  await measuresOf(again).caughtUp();
  expect(await known('filed', undefined, again)).toMatchObject([{ record_key: key, person_no: number }]);
});

it('keeps every kind that measures count, and answers from them', async () => {
  await using place = await testDatabase();
  await using all = await startOutcomesForTest({
    databaseUrl: place.url,
    measures: { directory: join(directory, 'all') },
  });
  await all.publish(testFile('prisons', 'A7200AA').describe(), testFile('jobcentre', 'NC720000A').describe());
  await measuresOf(all).caughtUp();
  for (const { name } of episodeKinds) expect(measuresOf(all).store().since(name)).toBeInstanceOf(Date);
  const asked = await all.read<{ measure: { policy: string; cells: unknown[]; completeness: number } }>(
    '{ measure(id: "released-unseen", from: "2026-01-01", to: "2026-06-30") { policy completeness cells { value } } }',
  );
  expect(asked.measure.policy).toBe('moj/1');
});
