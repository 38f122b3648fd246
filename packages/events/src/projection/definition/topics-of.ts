import type pg from 'pg';
import { topicOf } from '../../event/topic-of.ts';
import { ensureTopicsApart } from '../../log/ensure-topics-apart.ts';
import type { EventLog } from '../../log/event-log.ts';
import type { Projection } from './projection.ts';

/** Topics that a projection reads. */
export interface Topics {
  /** Those of the agencies that the projection names now; creates what is missing on the log. */
  now(): Promise<readonly string[]>;
  /** Whether they are still these. */
  areStill(topics: readonly string[]): Promise<boolean>;
}

/** Milliseconds after which the creation of a topic that failed is tried again. */
const retryAfter = 30_000;

/** The topics of a projection, whose agencies may become more. */
export function topicsOf({ agencies }: Projection, log: EventLog, pool: pg.Pool): Topics {
  const ensured = new Set<string>();
  /** When those that could not be created are tried again. */
  const tryAt = new Map<string, number>();
  const name = async () => (typeof agencies === 'function' ? await agencies(pool) : agencies).map(topicOf);
  return {
    async now() {
      const topics = await name();
      const now = performance.now();
      const missing = topics.filter((topic) => !ensured.has(topic) && (tryAt.get(topic) ?? 0) <= now);
      if (missing.length > 0) {
        const failed = await ensureTopicsApart(log, missing);
        for (const topic of missing) {
          if (failed.has(topic)) tryAt.set(topic, now + retryAfter);
          else ensured.add(topic);
        }
      }
      return topics;
    },
    async areStill(topics) {
      const named = new Set(await name());
      return named.size === topics.length && topics.every((topic) => named.has(topic));
    },
  };
}
