import type { Admin } from 'kafkajs';
import type { Logger } from 'pino';
import { maxRecordBytes } from '../log/record-bytes.ts';
import { readTopicSettings, whatIsAmiss } from './topic-settings.ts';

/** Milliseconds after which the settings of a topic that is written to are looked at again. */
const freshness = 30_000;

/** Knows what topics are set to, and tells of settings that do harm. */
export interface TopicWatch {
  /** Looks at the settings of topics; never rejects. */
  look(topics: readonly string[]): Promise<void>;
  /** Most bytes of a record that the topic takes, as known; has that looked at again now and then. */
  maxRecordBytes(topic: string): number;
}

/** Creates a {@link TopicWatch}. */
export function createTopicWatch(connected: () => Promise<Admin>, logger: Logger): TopicWatch {
  const limits = new Map<string, { readonly bytes: number; looked: number }>();
  const told = new Map<string, string | undefined>();

  return {
    look,
    maxRecordBytes(topic) {
      const known = limits.get(topic);
      if (known && performance.now() - known.looked > freshness) {
        known.looked = performance.now();
        void look([topic]);
      }
      return known?.bytes ?? maxRecordBytes;
    },
  };

  async function look(topics: readonly string[]): Promise<void> {
    try {
      for (const [topic, settings] of await readTopicSettings(await connected(), topics)) {
        const bytes = Math.min(maxRecordBytes, Number(settings['max.message.bytes']));
        limits.set(topic, { bytes, looked: performance.now() });
        const amiss = whatIsAmiss(settings);
        if (amiss !== undefined && told.get(topic) !== amiss) {
          logger.warn({ topic }, `this topic is set otherwise than the hub would: ${amiss}`);
        }
        told.set(topic, amiss);
      }
    } catch (error) {
      logger.info(
        { err: error, topics },
        'settings of topics not known; records that one refuses are parked',
      );
    }
  }
}
