import type { EventLog } from './event-log.ts';

/**
 * Creates what topics are missing, each apart where not all can be created at once: one that cannot be created, or that
 * is there and not ours to create, stops no other. Returns those that failed, each with why; whoever reads them tells
 * of them as long as they cannot be read.
 * Rejects when the log cannot be reached.
 */
export async function ensureTopicsApart(
  log: EventLog,
  topics: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const failed = new Map<string, unknown>();
  try {
    await log.ensureTopics(topics);
    return failed;
  } catch (error) {
    await log.check();
    const [only] = topics;
    if (only !== undefined && topics.length === 1) return failed.set(only, error);
  }
  for (const topic of topics) {
    try {
      await log.ensureTopics([topic]);
    } catch (error) {
      failed.set(topic, error);
    }
  }
  return failed;
}
