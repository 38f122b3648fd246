import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EventLog, LogRecord, NewLogRecord } from '../../src/index.ts';
import { logger, unique } from './change-events.ts';
import { type LogSpec, openLog } from './logs.ts';

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
      const nowhere: LogSpec =
        host.spec.kind === 'postgres'
          ? { kind: 'postgres', databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' }
          : { kind: 'kafka', brokers: ['127.0.0.1:1'] };
      const unreachable = openLog(nowhere, logger);
      await expect(unreachable.check()).rejects.toThrow();
      await unreachable.close();
    });

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
      const subscription = await log.subscribe({ group, topics: [topic], onBatch });
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
