import { setTimeout as delay } from 'node:timers/promises';
import { whySkipKafka } from '@throughgate/testkit';
import type pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import {
  type Projection,
  type RebuildProgress,
  rebuildProjection,
  startProjection,
  toLogRecord,
  topicOf,
} from '../src/index.ts';
import { applyBatch } from '../src/projection/apply/apply-batch.ts';
import { changeEvent } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { scaled } from './support/scaled.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

const files = 500;
const versions = scaled({ quick: 10, full: 200 });

describe('a rebuild', () => {
  test('over PostgreSQL goes unnoticed by readers', { timeout: 300_000 }, () => rebuildScenario('postgres'));
  test.skipIf(whySkipKafka())('over Kafka goes unnoticed by readers', { timeout: 300_000 }, () =>
    rebuildScenario('kafka'),
  );

  test('given up leaves the read model as it was, and the next one succeeds', async () => {
    await using hub = await openHub('postgres');
    const { projection, append } = await filled(hub, 2);
    const running = await startProjection({ projection, log: hub.log, pool: hub.read, logger });
    await running.caughtUp();
    const before = await fingerprint(hub.read, projection.name);
    const given = { projection, log: hub.log, pool: hub.read, logger };
    const giveUp = new AbortController();
    const onProgress = () => giveUp.abort(new Error('changed my mind'));
    await expect(rebuildProjection({ ...given, onProgress, signal: giveUp.signal })).rejects.toThrow(
      'changed my mind',
    );
    expect(await schemas(hub.read, projection.name)).toEqual([projection.name, `${projection.name}_1`]);
    expect(await fingerprint(hub.read, projection.name)).toEqual(before);

    expect(await rebuildProjection(given)).toMatchObject({ generation: 3, events: files * 2 });
    expect(await fingerprint(hub.read, projection.name)).toEqual(before);
    await append(3);
    await vi.waitFor(async () => expect(await count(hub.read, projection.name)).toBe(files * 3), 20_000);
    await running.stop();
  });

  test('leaves no batch to the generation that it dropped, and makes no dead letters of one that still comes', async () => {
    await using hub = await openHub('postgres');
    const { projection } = await filled(hub, 1);
    const given = { projection, log: hub.log, pool: hub.read, logger };
    const { generation } = await rebuildProjection(given);
    const record = toLogRecord(topicOf('late'), changeEvent({ agency: 'late' }));
    const batch = [{ ...record, partition: 0, offset: 1n }];
    const apply = (to: number) => applyBatch({ ...given, generation: to }, batch, 1);
    await expect(apply(generation - 1)).rejects.toThrow(`generation ${generation - 1} has ended`);
    const { rows } = await hub.read.query('SELECT FROM hub.dead_letter WHERE topic = $1', [record.topic]);
    expect(rows).toEqual([]);
    expect((await apply(generation)).events).toHaveLength(1);
  });

  test('is refused while another is under way, and clears away what a killed one left', async () => {
    await using hub = await openHub('postgres');
    const { projection } = await filled(hub, 1);
    const given = { projection, log: hub.log, pool: hub.read, logger };
    const stopped = new AbortController();
    const first = rebuildProjection({
      ...given,
      onProgress: () => started.resolve(),
      signal: stopped.signal,
    });
    const started = Promise.withResolvers<void>();
    await started.promise;
    await expect(rebuildProjection(given)).rejects.toThrow('already being rebuilt');
    await first.catch(() => undefined);
    // As a process leaves it that is killed while building.
    await hub.read.query(
      'UPDATE hub.projection SET last_generation = 7, building_generation = 7 WHERE name = $1',
      [projection.name],
    );
    await hub.read.query(`CREATE SCHEMA ${projection.name}_7`);
    expect(await rebuildProjection(given)).toMatchObject({ generation: 8 });
    expect(await schemas(hub.read, projection.name)).toEqual([projection.name, `${projection.name}_8`]);
  });
});

test('the switch to a rebuilt read model gives way to a reader who has one view and waits for another', async () => {
  await using hub = await openHub('postgres');
  const { projection } = await filled(hub, 1);
  const { name } = projection;
  const given = { projection, log: hub.log, pool: hub.read, logger };
  const running = await startProjection(given);
  await running.caughtUp();
  // In the order in which the switch takes them.
  const { rows: views } = await hub.read.query<{ view: string; oid: number }>(
    `SELECT format('%I.%I', schemaname, viewname) AS view, format('%I.%I', schemaname, viewname)::regclass::oid AS oid
     FROM pg_views WHERE schemaname = $1`,
    [name],
  );
  const [first, second, last] = [views.at(0), views.at(1), views.at(-1)];
  if (!first || !second || !last || second === last) return expect.fail('three views are needed');
  const waitsFor = ({ oid }: { readonly oid: number }, mode: string) =>
    vi.waitFor(async () => {
      const { rowCount } = await hub.read.query(
        'SELECT FROM pg_locks WHERE NOT granted AND relation = $1 AND mode = $2',
        [oid, mode],
      );
      expect(rowCount).toBe(1);
    }, 20_000);
  const [reader, other] = [await hub.read.connect(), await hub.read.connect()];
  await reader.query(`BEGIN; SELECT FROM ${last.view}`);
  await other.query(`BEGIN; SELECT FROM ${second.view}`);
  const rebuilding = rebuildProjection(given);
  await waitsFor(second, 'AccessExclusiveLock');
  // The reader waits first, so that it would be the one to find out that nobody goes on.
  const read = reader.query(`SELECT FROM ${first.view}`).then(
    () => 'answered',
    (error: Error) => error.message,
  );
  await waitsFor(first, 'AccessShareLock');
  await other.query('COMMIT');
  const answer = await read;
  await reader.query('COMMIT');
  reader.release();
  other.release();
  expect(answer).toBe('answered');
  expect(await rebuilding).toMatchObject({ generation: 2 });
  await running.stop();
});

describe('a read model of an earlier form', () => {
  test('is made anew at the start, and serves and follows the log until then', async () => {
    await using hub = await openHub('postgres');
    // So many that the rebuild does not come to the switch while it is held up.
    const { projection, append } = await filled(hub, 5);
    const { name } = projection;
    const given = { log: hub.log, pool: hub.read, logger };
    const before = await startProjection({ ...given, projection });
    await before.caughtUp();
    expect(await before.isCurrent()).toBe(true);
    await before.stop();

    const mayRenew = Promise.withResolvers<void>();
    const running = await startProjection({ ...given, projection: withAges(projection, mayRenew.promise) });
    expect(await running.isCurrent()).toBe(false);
    await append(6);
    await running.caughtUp();
    expect(await count(hub.read, name)).toBe(files * 6);
    await expect(hub.read.query(`SELECT FROM ${name}.age`)).rejects.toThrow('does not exist');

    mayRenew.resolve();
    await vi.waitFor(async () => expect(await running.isCurrent()).toBe(true), 20_000);
    await append(7);
    await running.caughtUp();
    expect(await count(hub.read, name)).toBe(files * 7);
    const { rows } = await hub.read.query(`SELECT count(*)::int AS count FROM ${name}.age`);
    expect(rows[0].count).toBe(files * 7);
    await running.stop();
    expect(await schemas(hub.read, name)).toEqual([name, `${name}_2`]);
  });

  test('is made anew at the next start when the first was stopped meanwhile', async () => {
    await using hub = await openHub('postgres');
    const { projection } = await filled(hub, 1);
    const given = { log: hub.log, pool: hub.read, logger };
    const before = await startProjection({ ...given, projection });
    await before.caughtUp();
    await before.stop();

    const never = Promise.withResolvers<void>();
    const stopped = await startProjection({ ...given, projection: withAges(projection, never.promise) });
    await vi.waitFor(async () => expect(await schemas(hub.read, projection.name)).toHaveLength(3), 20_000);
    const stopping = stopped.stop();
    never.resolve();
    await stopping;
    expect(await count(hub.read, projection.name)).toBe(files);

    const running = await startProjection({ ...given, projection: withAges(projection) });
    await vi.waitFor(async () => expect(await running.isCurrent()).toBe(true), 20_000);
    expect(await count(hub.read, projection.name)).toBe(files);
    await running.stop();
    expect(await schemas(hub.read, projection.name)).toHaveLength(2);
  });
});

/** What a later version of the hub makes of a projection: a further table, of another form. */
function withAges(projection: Projection, mayRenew: Promise<void> = Promise.resolve()): Projection {
  return {
    ...projection,
    form: "ages, in the hub's own words",
    async createGeneration(client) {
      await projection.createGeneration(client);
      await client.query('CREATE TABLE age (id uuid)');
    },
    async apply(client, events, transaction) {
      await projection.apply(client, events, transaction);
      if (!transaction.isCurrent) return;
      await mayRenew;
      await client.query('INSERT INTO age SELECT unnest($1::uuid[])', [events.map(({ id }) => id)]);
    },
  };
}

/** Rebuilds while events arrive and readers read, and compares the new read model with the old. */
async function rebuildScenario(kind: 'postgres' | 'kafka'): Promise<void> {
  await using hub = await openHub(kind);
  const { projection, append } = await filled(hub, versions);
  const { name } = projection;
  const running = await startProjection({ projection, log: hub.log, pool: hub.read, logger });
  await running.caughtUp();

  const over = new AbortController();
  let written = files * versions;
  const writing = (async () => {
    // 400 events a second: each file gets its next version when its turn comes.
    for (; !over.signal.aborted; written += 20) {
      const first = written % files;
      await append(Math.floor(written / files) + 1, first, first + 20);
      await delay(50);
    }
  })();
  const reading = readUntil(over.signal, hub.read, name);
  const progress: RebuildProgress[] = [];
  // Some reads go on while the new read model is being made, and some after the switch.
  const readMeanwhile = reading.reads(10);
  const done = await rebuildProjection({
    projection: {
      ...projection,
      async apply(client, events, transaction) {
        await readMeanwhile;
        await projection.apply(client, events, transaction);
      },
    },
    log: hub.log,
    pool: hub.read,
    logger,
    onProgress: (one) => progress.push(one),
  });
  await reading.reads(10);
  over.abort();
  await writing;
  const { failures, wentBack } = await reading.done;
  await vi.waitFor(async () => expect(await count(hub.read, name)).toBe(written), 30_000);

  expect(failures).toEqual([]);
  expect(wentBack).toBe(false);
  expect(done).toMatchObject({ generation: 2, eventsPerSecond: expect.any(Number) });
  expect(done.events).toBeGreaterThanOrEqual(files * versions);
  expect(progress.length).toBeGreaterThan(0);
  expect(await schemas(hub.read, name)).toEqual([name, `${name}_2`]);
  await running.stop();

  // The same log, once more from the start, with nobody writing: the same rows.
  const live = await fingerprint(hub.read, name);
  await rebuildProjection({ projection, log: hub.log, pool: hub.read, logger });
  expect(await fingerprint(hub.read, name)).toEqual(live);
}

async function filled(hub: Hub, upTo: number) {
  const agency = unique('agency');
  const topic = topicOf(agency);
  await hub.log.ensureTopics([topic]);
  /** Appends a version of the files from `first` up to `last`. */
  const append = (version: number, first = 0, last = files) =>
    hub.log.append(
      Array.from({ length: last - first }, (_, index) =>
        toLogRecord(topic, changeEvent({ agency, key: `K${first + index}`, version })),
      ),
    );
  for (let version = 1; version <= upTo; version += 1) await append(version);
  const projection: Projection = testProjection(unique('effects'), [agency]);
  return { projection, append };
}

/** Reads all the while; a count that shrinks would mean that readers saw an older state after a newer one. */
function readUntil(signal: AbortSignal, pool: pg.Pool, name: string) {
  const failures: unknown[] = [];
  let reads = 0;
  let told = Promise.withResolvers<void>();
  return {
    /** Resolves when that many more reads have succeeded. */
    async reads(more: number): Promise<void> {
      for (const goal = reads + more; reads < goal; ) await told.promise;
    },
    done: read(),
  };

  async function read() {
    let last = 0;
    let wentBack = false;
    while (!signal.aborted) {
      try {
        const now = await count(pool, name);
        wentBack ||= now < last;
        last = now;
        reads += 1;
      } catch (error) {
        failures.push(error);
      }
      told.resolve();
      told = Promise.withResolvers();
    }
    return { failures, wentBack };
  }
}

async function count(pool: pg.Pool, name: string): Promise<number> {
  const { rows } = await pool.query(`SELECT count(*) FROM ${name}.event`);
  return Number(rows[0].count);
}

async function fingerprint(pool: pg.Pool, name: string): Promise<unknown> {
  const { rows } = await pool.query(
    `SELECT (SELECT md5(string_agg(e::text, '|' ORDER BY e::text)) FROM ${name}.event e) AS events,
      (SELECT md5(string_agg(f::text, '|' ORDER BY f::text)) FROM ${name}.file f) AS files,
      (SELECT count(*) FROM ${name}.event) AS count`,
  );
  return rows[0];
}

async function schemas(pool: pg.Pool, name: string): Promise<string[]> {
  const { rows } = await pool.query(
    "SELECT nspname FROM pg_namespace WHERE nspname LIKE $1 || '%' ORDER BY nspname",
    [name],
  );
  return rows.map(({ nspname }) => nspname);
}
