import { whySkipKafka } from '@throughgate/testkit';
import pg from 'pg';
import { Registry } from 'prom-client';
import { describe, expect, test, vi } from 'vitest';
import {
  type ChangeEvent,
  deadLetters,
  type EventLog,
  type NewLogRecord,
  type Projection,
  rebuildProjection,
  startProjection,
  toLogRecord,
  topicOf,
} from '../src/index.ts';
import { changeEvent } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { poison, testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 20_000, interval: 20 };

describe('a projection', () => {
  test('applies an event once, however often it is on the log', async () => {
    await using world = await running();
    const [one, two] = [world.event({ version: 1 }), world.event({ version: 2 })];
    await world.append([one, one, two]);
    await world.append([one, two, two]);
    await world.caughtUp();
    expect(await world.versions()).toEqual([1, 2]);
  });

  test('finds missing versions, and closes the gap when they come late', async () => {
    await using world = await running();
    const late = world.event({ version: 3 });
    await world.append([1, 2, 6, 7].map((version) => world.event({ version })));
    await world.caughtUp();
    expect(await world.missing()).toBe('{[3,6)}');
    expect(await world.metric('gaps_total')).toBe(1);
    await world.append([late]);
    await world.caughtUp();
    expect(await world.missing()).toBe('{[4,6)}');
    await world.append([world.event({ version: 5 }), world.event({ version: 4 })]);
    await world.caughtUp();
    expect(await world.missing()).toBe('{}');
  });

  test('over PostgreSQL puts poison aside', { timeout: 60_000 }, () => poisonScenario('postgres'));
  test.skipIf(whySkipKafka())('over Kafka puts poison aside', { timeout: 150_000 }, () =>
    poisonScenario('kafka'),
  );

  test('replays a dead letter exactly once, when the cause is mended', async () => {
    let mended = false;
    await using world = await running({
      change: (projection) => ({
        ...projection,
        apply: (client, events, transaction) =>
          projection.apply(
            client,
            mended ? events.map((event) => ({ ...event, type: 'prison.prisoner.changed' })) : events,
            transaction,
          ),
      }),
    });
    await world.append([
      world.event({ version: 1 }),
      world.event({ version: 2, type: poison.unknownType }),
      world.event({ version: 3, type: poison.constraint }),
      world.event({ version: 4 }),
    ]);
    await world.caughtUp();
    expect(await world.versions()).toEqual([1, 4]);
    expect(await world.missing()).toBe('{[2,4)}');
    const [first, second] = await world.letters.list();
    if (!first || !second) throw new Error('expected two dead letters');
    expect(await world.letters.replay(first.id)).toMatchObject({
      outcome: 'failed',
      reason: expect.any(String),
    });

    mended = true;
    expect(await world.letters.replay(first.id)).toMatchObject({ outcome: 'applied' });
    expect(await world.letters.replay(first.id)).toMatchObject({ outcome: 'already applied' });
    expect(await world.letters.replayAll()).toMatchObject([{ id: second.id, outcome: 'applied' }]);
    expect((await world.versions()).toSorted()).toEqual([1, 2, 3, 4]);
    expect(await world.missing()).toBe('{}');
    expect(await world.letters.list()).toEqual([]);
    expect(await world.letters.list({ all: true })).toHaveLength(2);
  });

  test('has batches wait for their turn and not for connections, of which it leaves some to others', async () => {
    await using stack = new AsyncDisposableStack();
    const hub = stack.use(await openHub('postgres'));
    const agency = unique('agency');
    await hub.log.ensureTopics([topicOf(agency)]);
    const pool = new pg.Pool({ connectionString: hub.readUrl, max: 4 });
    stack.defer(() => pool.end());
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    stack.defer(release);
    let [due, applying] = [0, 0];
    const effects = testProjection(unique('effects'), [agency]);
    const projection: Projection = {
      ...effects,
      async apply(...given) {
        applying += 1;
        await released;
        await effects.apply(...given);
      },
    };
    const log: EventLog = {
      ...hub.log,
      subscribe: (options) =>
        hub.log.subscribe({
          ...options,
          onBatch(...given) {
            due += 1;
            return options.onBatch(...given);
          },
        }),
    };
    const started = await startProjection({ projection, log, pool, logger });
    stack.defer(() => started.stop());
    const events = Array.from({ length: 60 }, (_, key) => changeEvent({ agency, key: `X${key}` }));
    await hub.log.append(events.map((event) => toLogRecord(topicOf(agency), event)));
    // Each of the six partitions has a batch at hand.
    await vi.waitFor(() => expect(due).toBe(6), patience);
    expect([applying, pool.waitingCount]).toEqual([1, 0]);
    release();
    await started.caughtUp();
    expect(due).toBe(6);
  });

  test('commits nothing of a batch while a dead letter cannot be written', async () => {
    await using world = await running();
    await world.hub.read.query('ALTER TABLE hub.dead_letter ADD CONSTRAINT never CHECK (id < 0)');
    await world.append([
      world.event({ version: 1 }),
      world.event({ version: 2, type: poison.unknownType }),
      world.event({ version: 3 }),
    ]);
    // Tried twice at least, which the sequence of the dead letters' ids shows.
    await vi.waitFor(async () => {
      const { rows } = await world.hub.read.query(
        "SELECT last_value FROM pg_sequences WHERE schemaname = 'hub' AND sequencename = 'dead_letter_id_seq'",
      );
      expect(Number(rows[0].last_value)).toBeGreaterThan(1);
    }, patience);
    expect(await world.count()).toBe(0);
    await world.hub.read.query('ALTER TABLE hub.dead_letter DROP CONSTRAINT never');
    await world.caughtUp();
    expect(await world.versions()).toEqual([1, 3]);
  });

  test('tries again on passing trouble, and makes no dead letter of it', async () => {
    const troubles = ['40001', '40P01', '53300', '57P01', '08006'];
    await using world = await running({
      change: (projection) => ({
        ...projection,
        async apply(client, events, transaction) {
          const code = troubles.shift();
          if (code) await client.query(`DO $$ BEGIN RAISE SQLSTATE '${code}'; END $$`);
          await projection.apply(client, events, transaction);
        },
      }),
    });
    await world.append([world.event({ version: 1 })]);
    await world.caughtUp();
    expect(troubles).toEqual([]);
    expect(await world.versions()).toEqual([1]);
    expect(await world.letters.list()).toEqual([]);
  });

  test('puts an event aside of which it is not clear whether it passes when it has failed for long, and not before', async () => {
    let passing = 3;
    await using world = await running({
      change: (projection) => ({
        ...projection,
        async apply(client, events, transaction) {
          const raise = (code: string) => client.query(`DO $$ BEGIN RAISE SQLSTATE '${code}'; END $$`);
          if (events.some(({ version }) => version === 3)) await raise('XX000');
          if (events.some(({ version }) => version === 1) && passing > 0) {
            passing -= 1;
            await raise('57014');
          }
          await projection.apply(client, events, transaction);
        },
      }),
    });
    await world.append([world.event({ version: 1 })]);
    await world.caughtUp();
    expect(await world.letters.list()).toEqual([]);
    await world.append([2, 3, 4].map((version) => world.event({ version })));
    await world.caughtUp();
    expect(await world.versions()).toEqual([1, 2, 4]);
    expect(await world.letters.list()).toMatchObject([{ code: 'XX000' }]);
  });

  test('survives the loss of its database connection in the middle of a batch', async () => {
    let cuts = 2;
    await using world = await running({
      change: (projection) => ({
        ...projection,
        async apply(client, events, transaction) {
          await projection.apply(client, events, transaction);
          if (cuts > 0) {
            cuts -= 1;
            await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
          }
        },
      }),
    });
    await world.append([world.event({ version: 1 }), world.event({ version: 2 })]);
    await world.caughtUp();
    expect(await world.versions()).toEqual([1, 2]);
    expect(await world.letters.list()).toEqual([]);
  });
});

/** One record in 200 is poison; each becomes a dead letter with position and reason, and its neighbours pass. */
async function poisonScenario(kind: 'postgres' | 'kafka'): Promise<void> {
  await using world = await running({ kind });
  const good = Array.from({ length: 1_000 }, (_, index) =>
    world.event({ key: `K${index % 50}`, version: 1 + Math.floor(index / 50) }),
  );
  const records = good.map(world.record);
  const bad: NewLogRecord[] = [
    { ...world.record(world.event({ key: 'K1' })), value: Buffer.from('{') },
    world.record(world.event({ key: 'K3', version: 100, type: poison.unknownType })),
    world.record(world.event({ key: 'K4', version: 100, type: poison.constraint })),
    world.record(world.event({ key: 'K5', version: 100, type: poison.deferred })),
  ];
  const codes = ['23505', '23514', 'MALFORMED', 'UNPROCESSABLE'];
  if (kind === 'kafka') {
    // What PostgreSQL's text cannot hold, and so its log refuses, must not keep the dead letter from being written.
    bad.push({ topic: world.topic, key: 'K2\0', headers: { ce_specversion: '\0' }, value: null });
    codes.push('MALFORMED');
  }
  for (const [index, one] of bad.entries()) records.splice(200 * (index + 1), 0, one);
  await world.hub.log.append(records);
  await world.caughtUp();

  expect(await world.count()).toBe(1_000);
  const letters = await world.letters.list();
  expect(letters.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
  for (const { id, ...letter } of letters) {
    expect(letter).toMatchObject({
      topic: world.topic,
      projection: world.projection.name,
      replayedAt: undefined,
    });
    const opened = await world.letters.show(id);
    const { topic, headers, value } = opened?.record ?? {};
    expect(bad).toContainEqual(expect.objectContaining({ topic, headers, value }));
  }
  expect(await world.metric('dead_letters_total')).toBe(bad.length);

  // The same log again: the rebuild ends, and finds the same.
  const { projection, hub } = world;
  await rebuildProjection({ projection, log: hub.log, pool: hub.read, logger });
  expect(await world.count()).toBe(1_000);
  expect(await world.letters.list()).toHaveLength(bad.length);
}

interface World {
  readonly kind?: 'postgres' | 'kafka';
  readonly change?: (projection: Projection) => Projection;
}

/** A running projection and what tests ask of it. */
async function running({ kind = 'postgres', change = (projection) => projection }: World = {}) {
  const stack = new AsyncDisposableStack();
  const hub: Hub = stack.use(await openHub(kind));
  const agency = unique('agency');
  const topic = topicOf(agency);
  await hub.log.ensureTopics([topic]);
  const projection = change(testProjection(unique('effects'), [agency]));
  const metrics = new Registry();
  const started = await startProjection({ projection, log: hub.log, pool: hub.read, logger, metrics });
  stack.defer(() => started.stop());
  const { name } = projection;
  const record = (event: ChangeEvent) => toLogRecord(topic, event);
  return {
    hub,
    topic,
    projection,
    record,
    letters: deadLetters({ pool: hub.read, projections: [projection], logger }),
    event: (changes: Partial<ChangeEvent>) => changeEvent({ agency, ...changes }),
    append: (events: readonly ChangeEvent[]) => hub.log.append(events.map(record)),
    caughtUp: started.caughtUp,
    async count(): Promise<number> {
      return Number((await hub.read.query(`SELECT count(*) FROM ${name}.event`)).rows[0].count);
    },
    /** Versions in the order of their application. */
    async versions(): Promise<number[]> {
      const { rows } = await hub.read.query(`SELECT version FROM ${name}_1.event ORDER BY ctid`);
      return rows.map(({ version }) => Number(version));
    },
    async missing(): Promise<string> {
      const { rows } = await hub.read.query(`SELECT missing FROM ${name}_1.key_version`);
      return rows.map(({ missing }) => missing).join();
    },
    async metric(suffix: string): Promise<number> {
      const metric = await metrics.getSingleMetric(`throughgate_projection_${suffix}`)?.get();
      return metric?.values[0]?.value ?? Number.NaN;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
