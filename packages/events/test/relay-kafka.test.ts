import { type KafkaCluster, startKafka, testDatabase, whySkipKafka } from '@throughgate/testkit';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  AppendError,
  type ChangeEvent,
  type EventLog,
  ensureOutbox,
  listParked,
  releaseParked,
  startRelay,
  topicOf,
} from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';
import { openLog } from './support/open-log.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 60_000, interval: 100 };

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly topic?: string;
}

describe.skipIf(whySkipKafka({ restart: true }))('a relay to Kafka', () => {
  let cluster: KafkaCluster;
  let kafka: Kafka;
  beforeAll(async () => {
    cluster = await startKafka({ brokers: 1, ipv6: true });
    kafka = new Kafka({ brokers: [...cluster.brokers], logLevel: logLevel.NOTHING });
  }, 150_000);
  afterAll(() => cluster?.stop());

  /** An agency's outbox and a log, with what is logged at `warn` and above. */
  async function open() {
    const stack = new AsyncDisposableStack();
    const { url } = stack.use(await testDatabase());
    const pool = new pg.Pool({ connectionString: url, max: 4 });
    stack.defer(() => pool.end());
    await ensureOutbox(pool);
    const lines: LogLine[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const log: EventLog = openLog({ kind: 'kafka', brokers: cluster.brokers }, logger);
    stack.defer(() => log.close());
    const agency = unique('agency');
    return {
      ...{ pool, log, agency, lines },
      relay: (metrics = new Registry()) => startRelay({ agency, databaseUrl: url, log, logger, metrics }),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  }

  async function createTopic(topic: string, numPartitions: number, settings: Record<string, string> = {}) {
    await using stack = new AsyncDisposableStack();
    const admin = kafka.admin();
    await admin.connect();
    stack.defer(() => admin.disconnect());
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }], waitForLeaders: true });
  }

  /** Ids of the events on a topic, in the order of each partition, as often as they are there. */
  async function idsOn(log: EventLog, topic: string): Promise<string[]> {
    const ids: string[] = [];
    const group = unique('audit');
    const subscription = await log.subscribe({
      group,
      topics: [topic],
      onBatch: async (records) => void ids.push(...records.map(({ headers }) => headers['ce_id'] ?? '')),
    });
    await vi.waitFor(async () => {
      const lag = await log.lag(group, [topic]);
      expect(lag.every(({ position, end }) => position === end)).toBe(true);
    }, patience);
    await subscription.stop();
    return ids;
  }

  const large = (agency: string, key: string, version: number) =>
    changeEvent({ agency, key, version, data: { forename: 'x'.repeat(20_000) } });

  test('parks what the topic is too small for, and sends all else once', { timeout: 90_000 }, async () => {
    await using world = await open();
    const { agency, log, pool, lines } = world;
    const topic = topicOf(agency);
    await createTopic(topic, 6, { 'max.message.bytes': '10000', 'retention.ms': '86400000' });
    await log.ensureTopics([topic]);
    expect(log.maxRecordBytes(topic)).toBe(10_000);
    // Told once, though several parts of a hub ask for the topic.
    await log.ensureTopics([topic]);
    expect(lines.filter((line) => line.topic === topic).map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/retention\.ms=86400000.*max\.message\.bytes=10000/),
    ]);

    // More than 10,000 bytes of small ones in each partition, with a large one among them.
    const small = Array.from({ length: 300 }, (_, index) =>
      changeEvent({ agency, key: `K${index % 20}`, version: 1 + Math.floor(index / 20) }),
    );
    const tooLarge = large(agency, 'K1', 900);
    await record(pool, [...small.slice(0, 150), tooLarge, ...small.slice(150)]);
    const metrics = new Registry();
    const relay = world.relay(metrics);
    await relay.drained();

    const onLog = await idsOn(log, topic);
    expect(onLog.toSorted()).toEqual(small.map(({ id }) => id).toSorted());
    await relay.check();
    expect(await relay.alarm()).toMatch(/^1 event is parked/);
    const parked = await listParked(pool, { limit: 10 });
    expect(parked).toMatchObject([{ id: tooLarge.id, reason: expect.stringContaining('MESSAGE_TOO_LARGE') }]);

    await using stack = new AsyncDisposableStack();
    const admin = kafka.admin();
    await admin.connect();
    stack.defer(() => admin.disconnect());
    const configEntries = [{ name: 'max.message.bytes', value: '1000000' }];
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: topic, configEntries }] });
    await releaseParked(pool, 'all');
    await relay.drained();
    expect(await idsOn(log, topic)).toContain(tooLarge.id);
    expect(await relay.alarm()).toBeUndefined();
    await relay.stop();
  });

  test('reaches a broker by an IPv6 address', async ({ skip }) => {
    if (cluster.ipv6 === undefined) return skip('this machine has no IPv6');
    const log = openLog({ kind: 'kafka', brokers: [cluster.ipv6] }, pino({ level: 'silent' }));
    await using _ = { [Symbol.asyncDispose]: () => log.close() };
    const topic = unique('topic.');
    await log.ensureTopics([topic]);
    await log.append([{ topic, key: 'a', headers: {}, value: null }]);
    expect((await log.lag('g', [topic])).reduce((sum, { end }) => sum + end, 0n)).toBe(1n);
  });

  test('an append tells which records are stored and which never will be', async () => {
    await using world = await open();
    const { agency, log } = world;
    const topic = topicOf(agency);
    await createTopic(topic, 2, { 'max.message.bytes': '10000' });
    const records = ['a', 'b', 'c', 'd'].map((key, index) => ({
      topic,
      key,
      headers: {},
      value: Buffer.alloc(index === 2 ? 20_000 : 10),
    }));
    const error = await log.append(records).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(AppendError);
    const { stored, refused, cause } = error as AppendError;
    expect(stored).toEqual(new Set(records.filter((_, index) => index !== 2)));
    expect([...refused.keys()]).toEqual([records[2]]);
    expect(cause).toBeUndefined();
  });

  test('goes on when its topic was deleted, and made anew with fewer partitions', {
    timeout: 120_000,
  }, async () => {
    await using world = await open();
    const { agency, log, pool } = world;
    const topic = topicOf(agency);
    await log.ensureTopics([topic]);
    const relay = world.relay();
    const change = (version: number): ChangeEvent[] =>
      Array.from({ length: 20 }, (_, index) => changeEvent({ agency, key: `K${index}`, version }));
    await record(pool, change(1));
    await relay.drained();

    await using stack = new AsyncDisposableStack();
    const admin = kafka.admin();
    await admin.connect();
    stack.defer(() => admin.disconnect());
    await admin.deleteTopics({ topics: [topic] });
    const second = change(2);
    await record(pool, second);
    await relay.drained();
    expect((await idsOn(log, topic)).toSorted()).toEqual(second.map(({ id }) => id).toSorted());

    await admin.deleteTopics({ topics: [topic] });
    await createTopic(topic, 1);
    const third = change(3);
    await record(pool, third);
    await relay.drained();
    expect((await idsOn(log, topic)).toSorted()).toEqual(third.map(({ id }) => id).toSorted());
    await relay.check();
    await relay.stop();
  });

  test('tells of a broker that is frozen, as a consumer does, once each; and stops while it is', {
    timeout: 150_000,
  }, async () => {
    await using world = await open();
    const { agency, log, pool, lines } = world;
    const topic = topicOf(agency);
    await log.ensureTopics([topic]);
    const relay = world.relay();
    const received: string[] = [];
    const subscription = await log.subscribe({
      group: unique('g'),
      topics: [topic],
      onBatch: async (records) => void received.push(...records.map(({ headers }) => headers['ce_id'] ?? '')),
    });
    const first = changeEvent({ agency });
    await record(pool, [first]);
    await vi.waitFor(() => expect(received).toEqual([first.id]), patience);
    lines.length = 0;

    cluster.freeze(0);
    const second = changeEvent({ agency, version: 2 });
    try {
      await record(pool, [second]);
      await vi.waitFor(() => expect(relay.check()).rejects.toThrow('no answer for'), patience);
      await vi.waitFor(() => expect(subscription.check()).rejects.toThrow('not answered a fetch'), patience);
    } finally {
      cluster.thaw(0);
    }
    await relay.drained();
    await relay.check();
    await vi.waitFor(() => subscription.check(), patience);
    await vi.waitFor(() => expect(new Set(received)).toEqual(new Set([first.id, second.id])), patience);
    expect(lines.map(({ msg }) => msg).toSorted()).toEqual([
      'Kafka answers fetches again',
      'Kafka does not answer a fetch; no events are consumed',
      'the event log does not take all events; they stay in the outbox',
      'the event log takes events again',
    ]);

    cluster.freeze(0);
    try {
      await record(pool, [changeEvent({ agency, version: 3 })]);
      await vi.waitFor(() => expect(relay.check()).rejects.toThrow('no answer for'), patience);
      await vi.waitFor(() => expect(subscription.check()).rejects.toThrow('not answered a fetch'), patience);
      const stopped = Promise.all([relay.stop(), log.close()]);
      // Below the time that docker-compose.yml gives a container.
      await vi.waitFor(() => stopped, { timeout: 20_000 });
    } finally {
      cluster.thaw(0);
    }
  });
});
