import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Episode, type EpisodeKind, type MeasureStore, openMeasureStore } from '../src/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'measures-'));
afterAll(() => rmSync(directory, { recursive: true }));
let files = 0;
const newFile = () => join(directory, String(++files), 'measures.duckdb');

const stay: EpisodeKind = {
  name: 'stay',
  describes: 'A stay.',
  about: 'person',
  version: 1,
  columns: {
    place: { type: 'text', describes: 'Where.' },
    from_day: { type: 'date', describes: 'Since when.' },
    days: { type: 'integer', describes: 'How long.' },
    open: { type: 'boolean', describes: 'Whether it lasts.' },
    told_at: { type: 'timestamp', describes: 'When it was told.' },
  },
};
const target: EpisodeKind = {
  name: 'target',
  describes: 'A target.',
  about: 'register',
  version: 1,
  columns: { number: { type: 'integer', describes: 'How many.' } },
};
const secret = 'a secret of the tests';
const open = (path: string, kinds = [stay, target]) =>
  openMeasureStore({ path, kinds, secret, foldAt: { rows: 7, seconds: 3600 } });

const people = Array.from({ length: 6 }, (_, index) => `00000000-0000-7000-8000-00000000000${index}`);
const numbers = new Map(people.map((id, index) => [id, index * 3]));
const person = (index: number) => people[index] as string;
const aStay = (id: string, of: number, columns: Partial<Record<keyof typeof stay.columns, unknown>> = {}) =>
  ({
    id,
    personId: person(of),
    place: null,
    from_day: null,
    days: null,
    open: null,
    told_at: null,
    ...columns,
  }) as Episode;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));

/** What the store tells of a kind at a moment, in the order of ids. */
async function told(store: MeasureStore, kind: string, moment: Date) {
  return store.query<Record<string, unknown>>(`SELECT * FROM (${store.episodes(kind)}) ORDER BY id`, {
    known_at: moment,
  });
}

describe('the store of measures', () => {
  it('tells what was known when, under random changes, folds, replays and reopenings', async () => {
    const episode = fc.record({
      id: fc.integer({ min: 0, max: 7 }).map((id) => `s${id}`),
      place: fc.constantFrom('LEI', 'MDI', null),
      days: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    });
    const change = fc.record({
      kind: fc.constant('change' as const),
      people: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
      // Several changes may come in one minute.
      minutes: fc.integer({ min: 0, max: 2 }),
      stays: fc.uniqueArray(episode, { maxLength: 4, selector: ({ id }) => id }),
      target: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), { nil: undefined }),
    });
    const step = fc.oneof(
      { weight: 8, arbitrary: change },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('fold' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const path = newFile();
        let store = await open(path);
        /** What was known after each change, as the model has it. */
        const history: { moment: Date; stays: Map<string, Episode>; targets: Map<string, Episode> }[] = [];
        let minute = 0;
        for (const it of steps) {
          if (it.kind === 'fold') await store.fold();
          else if (it.kind === 'reopen') {
            const { position } = store;
            await store.stop();
            store = await open(path);
            expect(store.position).toBe(position);
          } else {
            minute += it.minutes;
            const before = history.at(-1);
            const stays = new Map(
              [...(before?.stays ?? [])].filter(
                ([, { personId }]) => !it.people.some((of) => person(of) === personId),
              ),
            );
            const given = it.stays.map(({ id, place, days }, index) =>
              aStay(id, it.people[index % it.people.length] as number, { place, days }),
            );
            for (const row of given) stays.set(row.id, row);
            const register = it.target?.map(
              (id): Episode => ({ id: `t${id}`, personId: null, number: minute }),
            );
            const targets = register
              ? new Map(register.map((row) => [row.id, row]))
              : (before?.targets ?? new Map());
            const made = {
              learntAt: at(minute),
              position: String(history.length),
              personIds: it.people.map(person),
              numbers,
              episodes: new Map([['stay', given], ...(register ? [['target', register] as const] : [])]),
            };
            await store.apply(made);
            // The same again is nothing new.
            if (history.length % 3 === 0) await store.apply(made);
            history.push({ moment: at(minute), stays, targets });
          }
        }
        for (let moment = -1; moment <= minute; moment++) {
          const known = history.findLast((entry) => entry.moment <= at(moment));
          const sorted = (rows: Iterable<Episode> = []) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
          expect(
            (await told(store, 'stay', at(moment))).map(({ id, person_id, person_no, place, days }) => ({
              id,
              person_id,
              person_no,
              place,
              days,
            })),
          ).toEqual(
            sorted(known?.stays.values()).map(({ id, personId, place, days }) => ({
              id,
              person_id: personId,
              person_no: numbers.get(personId as string),
              place,
              days,
            })),
          );
          expect((await told(store, 'target', at(moment))).map(({ id, number }) => ({ id, number }))).toEqual(
            sorted(known?.targets.values()).map(({ id, number }) => ({ id, number })),
          );
        }
        await store.stop();
      }),
      { numRuns: 6, seed: 1 },
    );
  });

  it('keeps every type of column, and gives each as the interface says', async () => {
    const store = await open(':memory:');
    const row = aStay('a', 1, {
      place: "O'Leary – ☃",
      from_day: '1899-12-31',
      days: -5,
      open: false,
      told_at: '2026-03-29T01:30:00.123Z',
    });
    await store.apply({
      learntAt: at(0),
      position: '1',
      personIds: [person(1)],
      numbers,
      episodes: new Map([['stay', [row]]]),
    });
    const [found] = await told(store, 'stay', at(0));
    expect(found).toMatchObject({
      id: 'a',
      person_id: person(1),
      person_no: 3,
      place: "O'Leary – ☃",
      from_day: '1899-12-31',
      days: -5,
      open: false,
      told_at: new Date('2026-03-29T01:30:00.123Z'),
    });
    const [counted] = await store.query(
      `SELECT count(*) AS n, sum(record_key) % 18446744073709551616 AS keys, bitstring_agg(person_no, 0, $most) AS bits,
         list(place) AS places, count(*) FILTER (from_day <= $day) AS before
       FROM (${store.episodes('stay')}) AS e WHERE place = ANY ($places)`,
      { known_at: at(0), most: 9, day: '1900-01-01', places: ["O'Leary – ☃"], unused: 1 },
    );
    expect(counted).toEqual({
      n: 1n,
      keys: found?.['record_key'],
      bits: new Uint8Array([0b00010000, 0]),
      places: ["O'Leary – ☃"],
      before: 1n,
    });
    await store.stop();
  });

  it('refuses episodes that are not as their kind says, and keeps nothing of the change', async () => {
    const store = await open(':memory:');
    const give = (episode: Episode, kind = 'stay') =>
      store.apply({
        learntAt: at(0),
        position: '1',
        personIds: people,
        numbers,
        episodes: new Map([[kind, [aStay('fine', 1), episode]]]),
      });
    await expect(give(aStay('a', 1, { from_day: '2026-02-30' }))).rejects.toThrow(
      'stay a: from_day is "2026-02-30", which is no date',
    );
    await expect(give(aStay('a', 1, { days: 1.5 }))).rejects.toThrow(
      'stay a: days is 1.5, which is no integer',
    );
    await expect(
      give({ ...aStay('a', 1), personId: '00000000-0000-7000-8000-00000000ffff' }),
    ).rejects.toThrow('has no number');
    await expect(give(aStay('a', 1), 'walk')).rejects.toThrow('no episodes of the kind walk: stay, target');
    expect(store.position).toBeUndefined();
    expect(await told(store, 'stay', at(0))).toEqual([]);
    await store.stop();
  });

  it('takes a new column and a new kind with all that it knew, and makes the file anew for other changes', async () => {
    const path = newFile();
    const give = (store: MeasureStore, episode: Episode, minute: number) =>
      store.apply({
        learntAt: at(minute),
        position: String(minute),
        personIds: [person(1)],
        numbers,
        episodes: new Map([['stay', [episode]]]),
        complete: true,
      });
    let store = await open(path, [stay]);
    await give(store, aStay('a', 1, { place: 'LEI' }), 1);
    await store.stop();

    const { place, ...others } = stay.columns;
    const wider = {
      ...stay,
      columns: { cell: { type: 'text', describes: 'Which.' }, place, ...others },
    } as EpisodeKind;
    store = await open(path, [wider, target]);
    expect([store.position, store.since('stay'), store.since('target')]).toEqual(['1', at(1), undefined]);
    // Nothing is known of the new column: the row is the same.
    await give(store, { ...aStay('a', 1, { place: 'LEI' }), cell: null }, 2);
    expect(store.statistics().get('stay')).toMatchObject({ deltaRows: 1, baseRows: 0 });
    await give(store, { ...aStay('a', 1, { place: 'LEI' }), cell: 'A-1' }, 3);
    expect(await told(store, 'stay', at(2))).toMatchObject([{ place: 'LEI', cell: null }]);
    expect(await told(store, 'stay', at(3))).toMatchObject([{ place: 'LEI', cell: 'A-1' }]);
    expect(await told(store, 'target', at(3))).toEqual([]);
    await store.stop();

    store = await open(path, [stay]);
    expect([store.position, store.since('stay')]).toEqual([undefined, undefined]);
    await store.stop();
  });

  it('puts a file aside that it cannot read, and one of another secret', async () => {
    const path = newFile();
    const filled = await open(path);
    await filled.apply({ learntAt: at(0), position: '1', personIds: [], numbers, episodes: new Map() });
    await filled.stop();
    const other = await openMeasureStore({ path, kinds: [stay, target], secret: 'another' });
    expect(other.position).toBeUndefined();
    await other.stop();
    writeFileSync(path, 'no database, and long enough to be taken for one'.repeat(1000));
    const made = await open(path);
    expect(made.position).toBeUndefined();
    await made.stop();
  });

  it('opens a file once in a process, and says so', async () => {
    const path = newFile();
    const store = await open(path);
    await expect(open(path)).rejects.toThrow(`The measures' file ${path} is open in this process already.`);
    await store.stop();
    await (await open(path)).stop();
  });

  it('ends a query that is not wanted any more, and those that run when it stops', async () => {
    const store = await open(':memory:');
    const endless = 'SELECT count(*) AS n FROM range(100000000) AS a, range(100000) AS b';
    const wanted = new AbortController();
    const query = store.query(endless, {}, wanted.signal);
    wanted.abort(new Error('not wanted'));
    await expect(query).rejects.toThrow('not wanted');
    const running = store.query(endless);
    await Promise.all([expect(running).rejects.toThrow('closed'), store.stop()]);
    await expect(store.query('SELECT 1')).rejects.toThrow('closed');
  });
});
