import { randomUUID } from 'node:crypto';
import { type EventLog, type LogRecord, topicOf } from '@throughgate/events';
import { expect } from 'vitest';

/** Everything that is on an agency's topic, in order for each key; nothing when there is no topic. */
export async function logRecords(log: EventLog, agency: string): Promise<readonly LogRecord[]> {
  const topic = topicOf(agency);
  const group = `test-${randomUUID()}`;
  const lags = await log.lag(group, [topic]).catch(() => []);
  const wanted = lags.reduce((sum, { position, end }) => sum + Number(end - position), 0);
  if (wanted === 0) return [];
  const records: LogRecord[] = [];
  const subscription = await log.subscribe({
    group,
    topics: [topic],
    onBatch: async (batch) => void records.push(...batch),
  });
  await expect.poll(() => records.length, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(wanted);
  await subscription.stop();
  return records;
}
