import type pg from 'pg';
import type { EventLog } from '../event-log.ts';
import { topicOf } from '../topic.ts';
import type { Projection } from './projection.ts';

/** Topics that a projection reads. */
export interface Topics {
  /** Those of the agencies that the projection names now; creates what is missing on the log. */
  now(): Promise<readonly string[]>;
  /** Whether they are still these. */
  areStill(topics: readonly string[]): Promise<boolean>;
}

/** The topics of a projection, whose agencies may become more. */
export function topicsOf({ agencies }: Projection, log: EventLog, pool: pg.Pool): Topics {
  const ensured = new Set<string>();
  const name = async () => (typeof agencies === 'function' ? await agencies(pool) : agencies).map(topicOf);
  return {
    async now() {
      const topics = await name();
      const missing = topics.filter((topic) => !ensured.has(topic));
      if (missing.length > 0) await ensure(missing);
      return topics;
    },
    async areStill(topics) {
      const named = new Set(await name());
      return named.size === topics.length && topics.every((topic) => named.has(topic));
    },
  };

  /** One that cannot be created, or that is there and not ours to create, stops no other: whoever reads it tells. */
  async function ensure(topics: readonly string[]): Promise<void> {
    try {
      await log.ensureTopics(topics);
      for (const topic of topics) ensured.add(topic);
      return;
    } catch (error) {
      if (topics.length === 1) throw error;
    }
    const failures: unknown[] = [];
    for (const topic of topics) {
      try {
        await log.ensureTopics([topic]);
        ensured.add(topic);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === topics.length) throw failures[0];
  }
}
