import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EventLog, FollowOptions, LogRecord, NewLogRecord } from '../../src/index.ts';
import { logger } from './logger.ts';
import { type LogSpec, openLog } from './open-log.ts';
import { unique } from './unique.ts';

const patience = { timeout: 25_000, interval: 20 };

/**
 * What every event log must do. `place` gives a place for a log that exists for the suite.
 */
export function eventLogContract(name: string, place: () => Promise<{ spec: LogSpec } & AsyncDisposable>) {
  describe(`event log contract: ${name}`, () => {
    let host: { spec: LogSpec } & AsyncDisposable;
    let log: EventLog;

    beforeAll(async () => {
      host = await place();
      log = openLog(host.spec, logger);
    }, 150_000);
    afterAll(async () => {
      await log?.close();
      await host?.[Symbol.asyncDispose]();
    });

    test('gives back what was appended, and each key its order', async () => {
      const topic = await freshTopic();
      const sent = Array.from({ length: 300 }, (_, index) => newRecord(topic, `K${index % 20}`, `v${index}`));
      for (let start = 0; start < sent.length; start += 50) await log.append(sent.slice(start, start + 50));
      const received = await collect(topic, unique('g'), sent.length);

      expect(received).toHaveLength(sent.length);
      for (let key = 0; key < 20; key += 1) {
        const values = (records: readonly NewLogRecord[]) =>
          records.filter((one) => one.key === `K${key}`).map(({ value }) => value?.toString());
        expect(values(received)).toEqual(values(sent));
      }
      expect(received[0]?.headers).toEqual({ ce_id: expect.any(String), 'content-type': 'text/plain' });
      for (let partition = 0; partition < 6; partition += 1) {
        const offsets = received.filter((one) => one.partition === partition).map(({ offset }) => offset);
        expect(offsets).toEqual(offsets.toSorted((a, b) => Number(a - b)));
      }
    });

    test('puts a key where Kafka’s own producers put it', async () => {
      const topic = await freshTopic();
      const keys = ['X320741', 'A1234BC', 'QQ123456C', 'ÄÖÜ'];
      await log.append(keys.map((key) => newRecord(topic, key, '')));
      const received = await collect(topic, unique('g'), keys.length);
      // Computed with Kafka 4.3.1's own toPositive(murmur2(key)) % 6 (org.apache.kafka.common.utils.Utils).
      const expected = { X320741: 1, A1234BC: 1, QQ123456C: 4, ÄÖÜ: 2 };
      expect(Object.fromEntries(received.map(({ key, partition }) => [key, partition]))).toEqual(expected);
    });

    test('keeps records without key or value', async () => {
      const topic = await freshTopic();
      await log.append([{ topic, key: null, headers: {}, value: null }]);
      const [received] = await collect(topic, unique('g'), 1);
      expect(received).toMatchObject({ topic, key: null, headers: {}, value: null });
    });

    test('keeps a value of 2 MiB, and empty ones beside it', async () => {
      const topic = await freshTopic();
      const large = Buffer.alloc(2 * 1024 * 1024, 'é');
      await log.append([
        newRecord(topic, 'a', ''),
        { topic, key: 'a', headers: {}, value: large },
        newRecord(topic, 'a', 'after'),
      ]);
      const received = await collect(topic, unique('g'), 3);
      expect(received[0]?.value).toHaveLength(0);
      expect(received[1]?.value?.equals(large)).toBe(true);
      expect(received[2]?.value?.toString()).toBe('after');
    });

    test('delivers the same records again, in order, after the handler failed', async () => {
      const topic = await freshTopic();
      await log.append(Array.from({ length: 30 }, (_, index) => newRecord(topic, 'one key', String(index))));
      const taken: string[] = [];
      let failures = 0;
      await using _ = await subscribed(topic, unique('g'), async (records) => {
        if (failures < 2) {
          failures += 1;
          throw new Error('not now');
        }
        taken.push(...records.map(({ value }) => String(value)));
      });
      await vi.waitFor(() => expect(taken).toHaveLength(30), patience);
      expect(taken).toEqual(Array.from({ length: 30 }, (_, index) => String(index)));
      expect(failures).toBe(2);
    });

    test('goes on where a group stopped; a new group starts at the first record', async () => {
      const topic = await freshTopic();
      const group = unique('g');
      await log.append([newRecord(topic, 'a', '1'), newRecord(topic, 'b', '2')]);
      expect(await collect(topic, group, 2)).toHaveLength(2);
      await log.append([newRecord(topic, 'a', '3')]);
      expect((await collect(topic, group, 1)).map(({ value }) => String(value))).toEqual(['3']);
      expect(await collect(topic, unique('g'), 3)).toHaveLength(3);
    });

    test('tells how far a group lags', async () => {
      const topic = await freshTopic();
      const group = unique('g');
      await log.append(Array.from({ length: 40 }, (_, index) => newRecord(topic, `K${index}`, '')));
      const before = await log.lag(group, [topic]);
      expect(before).toHaveLength(6);
      expect(before.every(({ position }) => position === 0n)).toBe(true);
      expect(sum(before.map(({ end }) => end))).toBe(40n);
      await collect(topic, group, 40);
      const after = await log.lag(group, [topic]);
      expect(sum(after.map(({ end, position }) => end - position))).toBe(0n);
    });

    test('shares partitions in a group, and gives them to others when a member leaves', async () => {
      const topic = await freshTopic();
      const group = unique('g');
      const seen = { first: new Set<number>(), second: new Set<number>() };
      const keys = Array.from({ length: 60 }, (_, index) => `K${index}`);
      const take = (set: Set<number>) => async (records: readonly LogRecord[]) => {
        for (const { partition } of records) set.add(partition);
      };
      const appendSome = () => log.append(keys.map((key) => newRecord(topic, key, '')));

      await using _ = await subscribed(topic, group, take(seen.first));
      const second = await subscribed(topic, group, take(seen.second));
      await vi.waitFor(async () => {
        seen.first.clear();
        seen.second.clear();
        await appendSome();
        await caughtUp(topic, group);
        expect(seen.first.size).toBe(3);
        expect(seen.second.size).toBe(3);
      }, patience);
      expect([...seen.first].filter((partition) => seen.second.has(partition))).toEqual([]);

      await second[Symbol.asyncDispose]();
      seen.first.clear();
      await appendSome();
      await vi.waitFor(() => expect(seen.first.size).toBe(6), patience);
    });

    test('keeps groups apart', async () => {
      const topic = await freshTopic();
      await log.append([newRecord(topic, 'a', '1')]);
      const [one, other] = await Promise.all([
        collect(topic, unique('g'), 1),
        collect(topic, unique('g'), 1),
      ]);
      expect(one).toEqual(other);
    });

    test('has a group begin where it is told to', async () => {
      const topic = await freshTopic();
      const group = unique('g');
      await log.append(Array.from({ length: 10 }, (_, index) => newRecord(topic, 'a', String(index))));
      const [filled] = (await log.lag(group, [topic])).filter(({ end }) => end > 0n);
      expect(filled).toMatchObject({ position: 0n, end: 10n });
      await log.startAt(group, [{ topic, partition: filled?.partition ?? 0, position: 7n }]);
      const [moved] = (await log.lag(group, [topic])).filter(({ end }) => end > 0n);
      expect(moved?.position).toBe(7n);
      const received = await collect(topic, group, 3);
      expect(received.map(({ value }) => value?.toString())).toEqual(['7', '8', '9']);
    });

    test('follows from the end: each record once, a key’s in order, and nothing of before', async () => {
      const topic = await freshTopic();
      await log.append([newRecord(topic, 'K0', 'before')]);
      const follower = followed([topic], { from: 'end' });
      await vi.waitFor(() => expect(follower.state().behindMs).toBeLessThan(2_000), patience);
      const sent = Array.from({ length: 300 }, (_, index) => newRecord(topic, `K${index % 20}`, `v${index}`));
      for (let start = 0; start < sent.length; start += 50) await log.append(sent.slice(start, start + 50));
      await vi.waitFor(() => expect(follower.taken.length).toBeGreaterThanOrEqual(sent.length), patience);
      const values = (records: readonly NewLogRecord[], key: string) =>
        records.filter((one) => one.key === key).map(({ value }) => value?.toString());
      for (let key = 0; key < 20; key += 1) {
        expect(values(follower.taken, `K${key}`)).toEqual(values(sent, `K${key}`));
      }
      expect(follower.taken).toHaveLength(sent.length);
      expect(follower.state()).toMatchObject({ following: true });
      expect(sum(follower.positions().map(({ offset }) => offset))).toBe(301n);
      await follower.stop();
      await log.append([newRecord(topic, 'K0', 'after')]);
      expect(follower.taken).toHaveLength(sent.length);
      expect(follower.state().following).toBe(false);
    });

    test('follows from the start, from before the end, and on from positions', async () => {
      const topic = await freshTopic();
      await log.append(Array.from({ length: 10 }, (_, index) => newRecord(topic, 'a', String(index))));
      const values = (records: readonly LogRecord[]) => records.map(({ value }) => Number(value));
      const whole = followed([topic], { from: 'start', batchSize: 3 });
      await vi.waitFor(() => expect(whole.taken).toHaveLength(10), patience);
      expect(values(whole.taken)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const recent = followed([topic], { from: 'end', before: 3 });
      await vi.waitFor(() => expect(values(recent.taken)).toEqual([7, 8, 9]), patience);
      await whole.stop();
      const from = whole.positions();
      await log.append([newRecord(topic, 'a', '10')]);
      const on = followed([topic], { from });
      await vi.waitFor(() => expect(values(on.taken)).toEqual([10]), patience);
      await vi.waitFor(() => expect(values(recent.taken)).toEqual([7, 8, 9, 10]), patience);
      await Promise.all([on.stop(), recent.stop()]);
    });

    test('follows beside groups and other followers, and takes nothing from them', async () => {
      const topic = await freshTopic();
      const [one, other] = [followed([topic], { from: 'start' }), followed([topic], { from: 'start' })];
      await log.append([newRecord(topic, 'a', '1'), newRecord(topic, 'b', '2')]);
      expect(await collect(topic, unique('g'), 2)).toHaveLength(2);
      await vi.waitFor(() => expect([one.taken.length, other.taken.length]).toEqual([2, 2]), patience);
      await Promise.all([one.stop(), other.stop()]);
    });

    test('follows a topic that comes later from its first record', async () => {
      const [missing, good] = [unique('missing.'), await freshTopic()];
      const follower = followed([missing, good], { from: 'end' });
      await vi.waitFor(() => expect(follower.state()).toMatchObject({ following: true }), patience);
      await log.ensureTopics([missing]);
      await log.append([newRecord(missing, 'a', 'there'), newRecord(good, 'a', 'here')]);
      await vi.waitFor(
        () => expect(follower.taken.map(({ value }) => String(value)).sort()).toEqual(['here', 'there']),
        patience,
      );
      await follower.stop();
    });

    test('goes on following when what it tells raises an error', async () => {
      const topic = await freshTopic();
      const taken: string[] = [];
      const following = log.follow({
        topics: [topic],
        from: 'start',
        onRecords(records) {
          taken.push(...records.map(({ value }) => String(value)));
          if (taken.length === 1) throw new Error('not this one');
        },
      });
      await log.append([newRecord(topic, 'a', '1')]);
      await vi.waitFor(() => expect(taken).toEqual(['1']), patience);
      await log.append([newRecord(topic, 'a', '2')]);
      await vi.waitFor(() => expect(taken).toEqual(['1', '2']), patience);
      await following.stop();
    });

    test('says why it does not follow while the log cannot be reached', async () => {
      const unreachable = openLog(nowhere(), logger);
      const following = unreachable.follow({ topics: ['any'], from: 'end', onRecords: () => undefined });
      expect(following.state()).toEqual({
        following: false,
        behindMs: Number.POSITIVE_INFINITY,
        reason: expect.any(String),
      });
      await unreachable.close();
    });

    test('forgets a group when asked, though not under its consumers', async () => {
      const topic = await freshTopic();
      const group = unique('g');
      await log.append([newRecord(topic, 'a', '1')]);
      {
        await using _ = await subscribed(topic, group, async () => undefined);
        await caughtUp(topic, group);
        await expect(log.deleteGroup(group)).rejects.toThrow(/consumers/);
      }
      await vi.waitFor(() => log.deleteGroup(group), patience);
      await log.deleteGroup(group);
      expect(await collect(topic, group, 1)).toHaveLength(1);
    });

    test('goes on with other partitions and topics while one fails for ever, and names it until it goes on', async () => {
      const [bad, good] = [await freshTopic(), await freshTopic()];
      const lines: Record<string, unknown>[] = [];
      const told = openLog(
        host.spec,
        pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) }),
      );
      const keys = Array.from({ length: 30 }, (_, index) => `K${index}`);
      await log.append(keys.map((key) => newRecord(bad, key, 'first')));
      const poison = (await collect(bad, unique('g'), 30)).find(({ key }) => key === 'K0');
      const taken = new Set<string>();
      const attempts: number[] = [];
      let mended = false;
      const group = unique('g');
      const subscription = await told.subscribe({
        group,
        topics: [bad, good],
        async onBatch(records, attempt) {
          if (
            !mended &&
            records.some(({ topic, partition }) => topic === bad && partition === poison?.partition)
          ) {
            attempts.push(attempt);
            throw new Error('this one never works');
          }
          for (const { topic, key, value } of records) taken.add(`${topic} ${key} ${value}`);
        },
      });
      const of = (topic: string, step: string) =>
        [...taken].filter((one) => one.startsWith(topic) && one.endsWith(step));
      await vi.waitFor(() => expect(attempts.length).toBeGreaterThan(3), patience);
      await log.append(keys.map((key) => newRecord(good, key, 'then')));
      await log.append(keys.map((key) => newRecord(bad, key, 'then')));
      await vi.waitFor(() => expect(of(good, 'then')).toHaveLength(30), patience);
      const others = (await collect(bad, unique('g'), 60)).filter(
        ({ partition }) => partition !== poison?.partition,
      );
      await vi.waitFor(
        () => expect([...of(bad, 'first'), ...of(bad, 'then')]).toHaveLength(others.length),
        patience,
      );
      expect(attempts.slice(0, 4)).toEqual([1, 2, 3, 4]);
      await expect(subscription.check()).rejects.toThrow(
        `partition ${poison?.partition} of topic ${bad} stands still: this one never works`,
      );
      expect(subscription.standingStill()).toEqual([
        { topic: bad, partition: poison?.partition, reason: 'this one never works' },
      ]);
      const about = () =>
        lines.filter(({ topic, partition }) => topic === bad && partition === poison?.partition);
      expect(about()).toEqual([expect.objectContaining({ reason: 'this one never works', attempts: 1 })]);
      expect(about()[0]).not.toHaveProperty('err');

      mended = true;
      await vi.waitFor(() => expect([...of(bad, 'first'), ...of(bad, 'then')]).toHaveLength(60), patience);
      await vi.waitFor(() => subscription.check(), patience);
      await vi.waitFor(() => expect(about()).toHaveLength(2), patience);
      expect(about()[1]).toMatchObject({ msg: 'the partition goes on', attempts: expect.any(Number) });
      await told.close();
    });

    test('goes on with other partitions while the handlers of some hang', async () => {
      const [slow, good] = [await freshTopic(), await freshTopic()];
      const keys = Array.from({ length: 60 }, (_, index) => `K${index}`);
      await log.append(keys.map((key) => newRecord(slow, key, '')));
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const taken = new Set<string>();
      let hanging = 0;
      await using _ = await subscribedTo([slow, good], unique('g'), async (records) => {
        if (records[0]?.topic === slow) {
          hanging += 1;
          await released;
        }
        for (const { topic, key } of records) taken.add(`${topic} ${key}`);
      });
      await vi.waitFor(() => expect(hanging).toBe(6), patience);
      await log.append(keys.map((key) => newRecord(good, key, '')));
      await vi.waitFor(() => expect(taken.size).toBe(60), patience);
      release();
      await vi.waitFor(() => expect(taken.size).toBe(120), patience);
    });

    test('goes on without a topic that does not exist, names it, and reads it when it comes', async () => {
      const [missing, good] = [unique('missing.'), await freshTopic()];
      const taken: string[] = [];
      const subscription = await log.subscribe({
        group: unique('g'),
        topics: [missing, good],
        onBatch: async (records) => void taken.push(...records.map(({ value }) => String(value))),
      });
      await log.append([newRecord(good, 'a', 'here')]);
      await vi.waitFor(() => expect(taken).toEqual(['here']), patience);
      await expect(subscription.check()).rejects.toThrow(`topic ${missing} stands still: `);
      expect(await log.lag(unique('g'), [missing])).toEqual([]);
      await log.ensureTopics([missing]);
      await log.append([newRecord(missing, 'a', 'there')]);
      await vi.waitFor(() => expect(taken).toEqual(['here', 'there']), patience);
      await vi.waitFor(() => subscription.check(), patience);
      await subscription.stop();
    });

    test('creates topics once, however many ask at once', async () => {
      const topic = unique('topic.');
      await Promise.all([log.ensureTopics([topic]), log.ensureTopics([topic]), log.ensureTopics([topic])]);
      await log.append([newRecord(topic, 'a', '1')]);
      await log.ensureTopics([topic]);
      expect(await collect(topic, unique('g'), 1)).toHaveLength(1);
    });

    test('refuses records for a topic that does not exist', async () => {
      await expect(log.append([newRecord(unique('missing.'), 'a', '1')])).rejects.toThrow();
    });

    test('says whether it can be reached', async () => {
      await log.check();
      const unreachable = openLog(nowhere(), logger);
      await expect(unreachable.check()).rejects.toThrow();
      await unreachable.close();
    });

    function nowhere(): LogSpec {
      return host.spec.kind === 'postgres'
        ? { kind: 'postgres', databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' }
        : { kind: 'kafka', brokers: ['127.0.0.1:1'] };
    }

    /** Follows topics and keeps what comes. */
    function followed(
      topics: readonly string[],
      options: Pick<FollowOptions, 'from' | 'before' | 'batchSize'>,
    ) {
      const taken: LogRecord[] = [];
      const following = log.follow({
        ...options,
        topics,
        onRecords: (records) => void taken.push(...records),
      });
      return { ...following, taken };
    }

    async function freshTopic(): Promise<string> {
      const topic = unique('topic.');
      await log.ensureTopics([topic]);
      return topic;
    }

    async function subscribed(
      topic: string,
      group: string,
      onBatch: (records: readonly LogRecord[]) => Promise<void>,
    ): Promise<AsyncDisposable> {
      return subscribedTo([topic], group, onBatch);
    }

    async function subscribedTo(
      topics: readonly string[],
      group: string,
      onBatch: (records: readonly LogRecord[]) => Promise<void>,
    ): Promise<AsyncDisposable> {
      const subscription = await log.subscribe({ group, topics, onBatch });
      return { [Symbol.asyncDispose]: () => subscription.stop() };
    }

    /** Receives at least `count` records and leaves the group. */
    async function collect(topic: string, group: string, count: number): Promise<LogRecord[]> {
      const received: LogRecord[] = [];
      await using _ = await subscribed(topic, group, async (records) => void received.push(...records));
      await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(count), patience);
      await caughtUp(topic, group);
      return received;
    }

    async function caughtUp(topic: string, group: string): Promise<void> {
      await vi.waitFor(async () => {
        const partitions = await log.lag(group, [topic]);
        expect(sum(partitions.map(({ position, end }) => end - position))).toBe(0n);
      }, patience);
    }
  });
}

function newRecord(topic: string, key: string, value: string): NewLogRecord {
  return {
    topic,
    key,
    headers: { ce_id: unique(''), 'content-type': 'text/plain' },
    value: Buffer.from(value),
  };
}

function sum(numbers: readonly bigint[]): bigint {
  return numbers.reduce((total, number) => total + number, 0n);
}
