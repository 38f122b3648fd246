import { setTimeout as delay } from 'node:timers/promises';
import { type KafkaCluster, startKafka, testDatabase, whySkipKafka } from '@throughgate/testkit';
import pg from 'pg';
import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { type EventLog, ensureOutbox, startProjection, startRelay, topicOf } from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { openLog } from './support/open-log.ts';
import { scaled } from './support/scaled.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

/** Milliseconds that the broker is away at least, and events that are written meanwhile at least. */
const outage = { time: scaled({ quick: 0, full: 30_000 }), events: 50 };

describe.skipIf(whySkipKafka({ restart: true }))('a killed Kafka broker', () => {
  test('costs no write and no event', { timeout: 300_000 }, async () => {
    await using world = await open(1);
    const { cluster, log, agency, projection, read } = world;
    const running = await startProjection({ projection, log, pool: read, logger });
    const relay = startRelay({ agency, databaseUrl: world.agencyUrl, log, logger });
    await relay.drained();

    const writers = writeUntil(world.pool, agency, 20);
    await writers.written(20);
    await cluster.kill(0);
    await Promise.all([delay(outage.time), writers.written(outage.events)]);
    await expect
      .poll(
        () =>
          relay.check().then(
            () => 'well',
            () => 'unwell',
          ),
        { timeout: 60_000 },
      )
      .toBe('unwell');
    await cluster.restart(0);
    const { ids, errors } = await writers.stop();
    await relay.drained();
    await running.caughtUp();

    expect(errors).toEqual([]);
    expect(await world.onLog()).toEqual(new Set(ids));
    const { rows } = await read.query<{ id: string }>(`SELECT id FROM ${projection.name}.event`);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await relay.check();
    await running.check();
    await running.stop();
    await relay.stop();
  });

  test('that leads partitions loses no acknowledged event', {
    timeout: 300_000,
  }, async () => {
    await using world = await open(3);
    const { cluster, log, agency } = world;
    const metrics = new Registry();
    const relay = startRelay({ agency, databaseUrl: world.agencyUrl, log, logger, batchSize: 200, metrics });
    /** Resolves when that many more events were acknowledged. */
    const published = async (events: number) => {
      const count = async () =>
        (await metrics.getSingleMetric('throughgate_relay_published_total')?.get())?.values[0]?.value ?? 0;
      const goal = (await count()) + events;
      await expect.poll(count, { timeout: 60_000 }).toBeGreaterThanOrEqual(goal);
    };
    const writers = writeUntil(world.pool, agency, scaled({ quick: 2, full: 1 }));
    const time = scaled({ quick: 0, full: 10_000 });
    for (let broker = 0; broker < scaled({ quick: 1, full: 3 }); broker += 1) {
      await Promise.all([delay(time), published(200)]);
      await cluster.kill(broker);
      // The partitions that it led have other leaders now.
      await Promise.all([delay(time), published(1_000)]);
      await cluster.restart(broker);
    }
    const { ids, errors } = await writers.stop();
    await relay.drained();
    await relay.stop();
    expect(errors).toEqual([]);
    expect(await world.onLog()).toEqual(new Set(ids));
  });
});

/** Brokers of its own, since they are killed, with an agency's outbox and a read model's database. */
async function open(brokers: 1 | 3) {
  const stack = new AsyncDisposableStack();
  const agencyUrl = stack.use(await testDatabase()).url;
  const pool = openPool(agencyUrl, stack);
  const read = openPool(stack.use(await testDatabase()).url, stack);
  const cluster: KafkaCluster = await startKafka({ brokers });
  stack.defer(() => cluster.stop());
  const log: EventLog = openLog(
    { kind: 'kafka', brokers: cluster.brokers, replicationFactor: brokers },
    logger,
  );
  stack.defer(() => log.close());
  const agency = unique('agency');
  await log.ensureTopics([topicOf(agency)]);
  await ensureOutbox(pool);
  return {
    agencyUrl,
    pool,
    read,
    cluster,
    log,
    agency,
    projection: testProjection(unique('effects'), [agency]),
    /** Ids of all events on the log. */
    async onLog(): Promise<Set<string>> {
      const ids = new Set<string>();
      const group = unique('audit');
      const subscription = await log.subscribe({
        group,
        topics: [topicOf(agency)],
        onBatch: async (records) => {
          for (const { headers } of records) ids.add(headers['ce_id'] ?? '');
        },
      });
      await expect
        .poll(
          async () => (await log.lag(group, [topicOf(agency)])).every((one) => one.position === one.end),
          {
            timeout: 60_000,
            interval: 200,
          },
        )
        .toBe(true);
      await subscription.stop();
      return ids;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function openPool(connectionString: string, stack: AsyncDisposableStack): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4 });
  stack.defer(() => pool.end());
  return pool;
}

/** Commits an event every `interval` milliseconds until stopped. */
function writeUntil(pool: pg.Pool, agency: string, interval: number) {
  const stopping = new AbortController();
  const ids: string[] = [];
  const errors: unknown[] = [];
  let told = Promise.withResolvers<void>();
  const done = (async () => {
    for (let index = 0; !stopping.signal.aborted; index += 1) {
      const event = changeEvent({ agency, key: `K${index % 500}`, version: 1 + Math.floor(index / 500) });
      await record(pool, [event]).then(
        () => ids.push(event.id),
        (error: unknown) => errors.push(error),
      );
      told.resolve();
      told = Promise.withResolvers();
      await delay(interval);
    }
  })();
  return {
    /** Resolves when that many more events were committed. */
    async written(events: number) {
      for (const goal = ids.length + events; ids.length < goal; ) await told.promise;
    },
    async stop() {
      stopping.abort();
      await done;
      return { ids, errors };
    },
  };
}
