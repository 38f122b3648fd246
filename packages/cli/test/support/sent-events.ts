import { randomUUID } from 'node:crypto';
import { type ChangeEvent, type EventLog, fromLogRecord, topicOf } from '@throughgate/events';

/** Every event on an agency's topic, in order for each file; none when there is no topic. */
export async function sentEvents(log: EventLog, agency: string): Promise<readonly ChangeEvent[]> {
  const topic = topicOf(agency);
  const group = `test-${randomUUID()}`;
  const lags = await log.lag(group, [topic]).catch(() => []);
  const wanted = lags.reduce((sum, { position, end }) => sum + Number(end - position), 0);
  const events: ChangeEvent[] = [];
  if (wanted === 0) return events;
  const done = Promise.withResolvers<void>();
  const subscription = await log.subscribe({
    group,
    topics: [topic],
    async onBatch(records) {
      events.push(...records.map(fromLogRecord));
      if (events.length >= wanted) done.resolve();
    },
  });
  await done.promise;
  await subscription.stop();
  await log.deleteGroup(group);
  return events;
}
