import { setTimeout as delay } from 'node:timers/promises';
import { type TestKafka, testKafka, whySkipKafka } from '@throughgate/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventLogContract } from './support/event-log-contract.ts';
import { logger } from './support/logger.ts';
import { openLog, sessionTimeout } from './support/open-log.ts';
import { unique } from './support/unique.ts';

describe.skipIf(whySkipKafka())('Kafka', () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await testKafka();
  }, 150_000);
  afterAll(() => kafka?.[Symbol.asyncDispose]());

  eventLogContract('Kafka', async () => ({
    spec: { kind: 'kafka', brokers: kafka.brokers },
    [Symbol.asyncDispose]: async () => undefined,
  }));

  test('a batch that outlives the session keeps its member, even when another joins', {
    timeout: 120_000,
  }, async () => {
    const log = openLog({ kind: 'kafka', brokers: kafka.brokers }, logger);
    const topic = unique('topic.');
    const group = unique('g');
    await log.ensureTopics([topic]);
    const keys = Array.from({ length: 60 }, (_, index) => `K${index}`);
    await log.append(keys.map((key) => ({ topic, key, headers: {}, value: null })));
    const handled: (string | null)[] = [];
    const inHand = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    let slow = true;
    const onBatch = async (records: readonly { key: string | null }[]) => {
      if (slow) {
        slow = false;
        inHand.resolve();
        await released.promise;
      }
      handled.push(...records.map(({ key }) => key));
    };
    const first = await log.subscribe({ group, topics: [topic], onBatch });
    await inHand.promise;
    // The broker would forget the member now if it did not hear of it.
    const sessionOver = delay(sessionTimeout + 500);
    const second = await log.subscribe({ group, topics: [topic], onBatch });
    const admin = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const members = async () => {
      const { groups } = await admin.describeGroups([group]);
      return `${groups[0]?.state} with ${groups[0]?.members.length}`;
    };
    await expect.poll(members, { timeout: 60_000 }).toBe('Stable with 2');
    await sessionOver;
    expect(await members()).toBe('Stable with 2');
    released.resolve();
    await expect
      .poll(async () => (await log.lag(group, [topic])).every(({ position, end }) => position === end), {
        timeout: 60_000,
      })
      .toBe(true);
    expect(new Set(handled)).toEqual(new Set(keys));
    // Nothing was handled again and again: at most what was in hand when the other joined.
    expect(handled.length).toBeLessThanOrEqual(2 * keys.length);
    await Promise.all([first.stop(), second.stop(), admin.disconnect()]);
    await log.close();
  });
});
