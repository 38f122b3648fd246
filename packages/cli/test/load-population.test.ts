import { type HubAgency, hubAgencyNames, hubSubgraphNames } from '@throughgate/contracts';
import type { PopulationOptions } from '@throughgate/population';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import getPort from 'get-port';
import pg from 'pg';
import { expect, it } from 'vitest';
import { loadPopulation } from '../src/hub/load-population.ts';

// More than two batches: when the first is told, the second is on its way, and the third is not begun.
const population: PopulationOptions = { people: 201, seed: 's', profile: 'default' };
const logger = createLogger('fatal');
const never = new AbortController().signal;

it('a load that was stopped and is begun again ends in the state of one that was not, and once more changes nothing', async () => {
  await using whole = await freshDatabases();
  await using stopped = await freshDatabases();
  const { people } = await loadPopulation(population, whole, logger, () => undefined, never);
  expect(people).toBe(population.people);

  const stopping = new AbortController();
  const reason = new Error('SIGTERM');
  const told: number[] = [];
  const onProgress = (done: number) => {
    told.push(done);
    stopping.abort(reason);
  };
  await expect(loadPopulation(population, stopped, logger, onProgress, stopping.signal)).rejects.toBe(reason);
  expect(told.at(-1)).toBeLessThan(population.people);
  const begun = await loadPopulation(population, stopped, logger, () => undefined, never);
  expect(begun.events).toBeGreaterThan(0);
  expect(begun.skipped).toBeGreaterThan(100);
  expect(await stateOf(stopped)).toEqual(await stateOf(whole));

  const again = await loadPopulation(population, whole, logger, () => undefined, never);
  expect(again).toMatchObject({ people, events: 0 });
  expect(await stateOf(stopped)).toEqual(await stateOf(whole));
}, 120_000);

it('a load into a database that is away fails with its error, which says where it is', async () => {
  const port = await getPort({ host: '127.0.0.1' });
  const databases = databasesOf(() => `postgresql://hub:secret@127.0.0.1:${port}/away`);
  const loading = loadPopulation({ ...population, people: 1 }, { databases }, logger, () => undefined, never);
  await expect(loading).rejects.toMatchObject({ message: expect.stringContaining(String(port)) });
});

type Databases = Parameters<typeof loadPopulation>[1]['databases'];

function databasesOf(urlOf: (name: string) => string): Databases {
  const names = [...hubSubgraphNames, 'events', 'registry'];
  return Object.fromEntries(names.map((name) => [name, urlOf(name)])) as Databases;
}

/** Databases of agencies that nobody has used yet. */
async function freshDatabases() {
  await using stack = new AsyncDisposableStack();
  const urls = new Map<string, string>();
  for (const name of hubAgencyNames) urls.set(name, stack.use(await testDatabase()).url);
  const made = stack.move();
  return {
    databases: databasesOf((name) => urls.get(name) ?? ''),
    [Symbol.asyncDispose]: () => made.disposeAsync(),
  };
}

/** What is in the agencies' tables, and what will be on the log: all but the events' own ids and places. */
async function stateOf({ databases }: { readonly databases: Databases }): Promise<unknown> {
  const states = hubAgencyNames.map(async (name: HubAgency) => {
    const { rows: tables } = await query(
      databases[name],
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1`,
    );
    const contents = tables.map(({ name: table }) => digest(databases[name], `SELECT * FROM "${table}"`));
    return Promise.all([
      ...contents,
      digest(databases[name], 'SELECT * FROM hub.file'),
      digest(
        databases[name],
        `SELECT aggregateid, version, type, payload, subject_type, subject_id, occurred_at, recorded_at FROM hub.outbox`,
      ),
    ]);
  });
  return Promise.all(states);
}

async function digest(url: string, rows: string): Promise<unknown> {
  const { rows: answer } = await query(
    url,
    `SELECT count(*)::int AS count, md5(string_agg(r::text, ',' ORDER BY r::text)) AS md5 FROM (${rows}) AS r`,
  );
  return [rows, answer[0]];
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
