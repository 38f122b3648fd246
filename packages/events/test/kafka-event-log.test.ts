import { setTimeout as delay } from 'node:timers/promises';
import { testKafka, whySkipKafka } from '@throughgate/testkit';
import { describe, expect, test } from 'vitest';
import { logger, unique } from './support/change-events.ts';
import { eventLogContract } from './support/event-log-contract.ts';
import { openLog } from './support/logs.ts';

describe.skipIf(whySkipKafka())('Kafka', () => {
  eventLogContract('Kafka', async () => {
    const kafka = await testKafka();
    return {
      spec: { kind: 'kafka', brokers: kafka.brokers },
      [Symbol.asyncDispose]: () => kafka[Symbol.asyncDispose](),
    };
  });

  test('a batch that outlives the session keeps its member, even when another joins', {
    timeout: 120_000,
  }, async () => {
    await using kafka = await testKafka();
    const log = openLog({ kind: 'kafka', brokers: kafka.brokers }, logger);
    const topic = unique('topic.');
    const group = unique('g');
    await log.ensureTopics([topic]);
    const keys = Array.from({ length: 60 }, (_, index) => `K${index}`);
    await log.append(keys.map((key) => ({ topic, key, headers: {}, value: null })));
    const handled: (string | null)[] = [];
    let slow = true;
    const onBatch = async (records: readonly { key: string | null }[]) => {
      // The session lasts 6 s.
      if (slow) await delay(8_000);
      slow = false;
      handled.push(...records.map(({ key }) => key));
    };
    const first = await log.subscribe({ group, topics: [topic], onBatch });
    await delay(2_000);
    const second = await log.subscribe({ group, topics: [topic], onBatch });
    await expect
      .poll(async () => (await log.lag(group, [topic])).every(({ position, end }) => position === end), {
        timeout: 60_000,
      })
      .toBe(true);
    expect(new Set(handled)).toEqual(new Set(keys));
    // Nothing was handled again and again: at most what was in hand when the other joined.
    expect(handled.length).toBeLessThanOrEqual(2 * keys.length);
    await Promise.all([first.stop(), second.stop()]);
    await log.close();
  });
});
