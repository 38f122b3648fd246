import { createHmac } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyedHash } from '../src/export/keyed-hash.ts';
import { type Episode, type EpisodeKind, exportEpisodes, openMeasureStore } from '../src/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'measures-export-'));
afterAll(() => rmSync(directory, { recursive: true }));
const path = join(directory, 'measures.duckdb');

const columns = {
  place: { type: 'text', describes: 'Where.' },
  worker: { type: 'text', describes: 'Who met them.', names: true },
  from_on: { type: 'date', describes: 'Since when.' },
  to_on: { type: 'date', describes: 'Until when.' },
} as const;
const stay: EpisodeKind = { name: 'stay', describes: 'A stay.', about: 'person', version: 4, columns };
const visit: EpisodeKind = { ...stay, name: 'visit', describes: 'A visit.' };
const target: EpisodeKind = {
  name: 'target',
  describes: 'A target.',
  about: 'register',
  version: 1,
  columns: { number: { type: 'integer', describes: 'How many.' } },
};
const kinds = [stay, visit, target];
const secret = 'a secret of the tests';
const people = Array.from({ length: 30 }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const numbers = new Map(people.map((id, index) => [id, index]));
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
/** An episode of each of these people; that of every tenth has no day. */
const one = (kind: string, ids: readonly string[]) =>
  ids.map(
    (personId, index): Episode => ({
      id: `${kind} of ${personId}`,
      personId,
      place: `O'Leary ${index % 3}`,
      worker: index % 2 === 0 ? 'P1/W7' : null,
      from_on: index % 10 === 0 ? null : `${2023 + (index % 3)}-05-0${1 + (index % 9)}`,
      to_on: '2026-01-01',
    }),
  );

beforeAll(async () => {
  const store = await openMeasureStore({ path, kinds, secret });
  const give = (minute: number, ids: readonly string[]) =>
    store.apply({
      learntAt: at(minute),
      position: String(minute),
      personIds: people,
      numbers,
      episodes: new Map([
        ['stay', one('stay', ids)],
        ['visit', one('visit', ids)],
        ['target', [{ id: 'target 1', personId: null, number: 5 }]],
      ]),
      complete: true,
    });
  await give(1, people);
  await store.fold();
  await give(3, people.slice(0, 7));
  await store.stop();
});

const exportTo = (to: string, minute = 2, others: Partial<Parameters<typeof exportEpisodes>[0]> = {}) =>
  exportEpisodes({ path, kinds, to, version: '1.2.3', knownAt: async () => at(minute), ...others });

async function read(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
const stays = (to: string) => `read_parquet('${to}/kind=stay/**/*.parquet', hive_partitioning = true)`;

it('writes what was known at the moment, in folders by kind and year of which a reader opens those asked for', async () => {
  const to = join(directory, "it's new", 'export');
  const quoted = to.replaceAll("'", "''");
  expect(await exportTo(to)).toEqual({
    knownAt: at(2),
    kinds: [
      { kind: 'stay', rows: 30 },
      { kind: 'visit', rows: 30 },
      { kind: 'target', rows: 1 },
    ],
  });
  expect(
    await read(`SELECT year, count(*)::INT AS n, min(year(from_on)) = max(year(from_on)) AS fits
    FROM ${stays(quoted)} GROUP BY year ORDER BY year NULLS LAST`),
  ).toEqual([
    { year: '2023', n: 9, fits: true },
    { year: '2024', n: 9, fits: true },
    { year: '2025', n: 9, fits: true },
    { year: null, n: 3, fits: null },
  ]);
  const [, plan] = Object.values(
    (
      await read(`EXPLAIN ANALYZE SELECT count(*), any_value(place) FROM ${stays(quoted)} WHERE year = 2024`)
    )[0] ?? {},
  );
  expect(plan).toMatch(/Total Files Read: +1\b/);
  expect(await exportTo(join(directory, 'later'), 4)).toMatchObject({
    kinds: [{ rows: 7 }, { rows: 7 }, { rows: 1 }],
  });
});

it('tells people and episodes by hashes that hold within one export alone, and nothing else of them', async () => {
  const [first, second] = [join(directory, 'first'), join(directory, 'second')];
  await exportTo(first);
  await exportTo(second);
  expect(await read(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${stays(first)})`)).toEqual(
    ['id', 'person', 'place', 'worker', 'from_on', 'to_on', 'kind', 'year'].map((column_name) =>
      expect.objectContaining({ column_name }),
    ),
  );
  const both = (one: string, other: string) =>
    read(
      `SELECT count(*)::INT AS n FROM (SELECT DISTINCT person FROM ${one}) JOIN (SELECT DISTINCT person FROM ${other}) USING (person)`,
    );
  expect(await both(stays(first), stays(first).replace('kind=stay', 'kind=visit'))).toEqual([{ n: 30 }]);
  expect(await both(stays(first), stays(second))).toEqual([{ n: 0 }]);
  expect(
    await read(`SELECT count(DISTINCT id)::INT AS ids, count(DISTINCT worker)::INT AS workers, count(worker)::INT AS known,
      bool_and(regexp_full_match(id || person || coalesce(worker, ''), '[0-9a-f]+')) AS hashed FROM ${stays(first)}`),
  ).toEqual([{ ids: 30, workers: 1, known: 15, hashed: true }]);
});

it('hashes as HMAC-SHA-256 does', async () => {
  const key = Buffer.from('a key of the tests');
  const { sql, parameters } = keyedHash(key);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`SELECT ${sql("'O''Leary – ☃'")}, ${sql('NULL::VARCHAR')}`, {
    ...parameters,
  });
  expect(result.getRows()).toEqual([
    [createHmac('sha256', key).update("O'Leary – ☃").digest('hex').slice(0, 32), null],
  ]);
  connection.closeSync();
  instance.closeSync();
});

it('describes the tables', async () => {
  const to = join(directory, 'described');
  await exportTo(to);
  const described = JSON.parse(readFileSync(join(to, 'metadata.json'), 'utf8'));
  expect(described).toMatchObject({
    asOf: at(2).toISOString(),
    hubVersion: '1.2.3',
    tables: [
      { name: 'stay', version: 4, description: 'A stay.', rows: 30 },
      { name: 'visit' },
      { name: 'target', rows: 1 },
    ],
  });
  expect(described.tables[0].tableSchema.columns).toContainEqual({
    name: 'from_on',
    datatype: 'date',
    description: 'Since when.',
  });
  expect(described.tables[0].tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual([
    'id',
    'person',
    'place',
    'worker',
    'from_on',
    'to_on',
    'year',
  ]);
});

it('refuses a directory that is not empty, a file that is missing or of others, and a moment before it', async () => {
  const full = join(directory, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'kept'), '');
  await expect(exportTo(full)).rejects.toThrow(`The folder ${full} is not empty`);
  expect(readdirSync(full)).toEqual(['kept']);
  const to = join(directory, 'refused');
  await expect(exportTo(to, 0)).rejects.toThrow(`knows episodes of stay from ${at(1).toISOString()} on`);
  await expect(exportTo(to, 2, { kinds: [...kinds, { ...stay, name: 'walk' }] })).rejects.toThrow(
    'is of another version of the hub, with other columns of walk',
  );
  await expect(exportTo(to, 2, { path: `${path}.none` })).rejects.toThrow("There is no measures' file");
  expect(existsSync(`${path}.none`)).toBe(false);
  expect(readdirSync(to)).toEqual([]);
});
