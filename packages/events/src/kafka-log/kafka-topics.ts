import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { protocolErrorOf } from './protocol-error.ts';
import { ownTopicSettings } from './topic-settings.ts';

/** Longest that brokers may take to learn of a topic that was created, in milliseconds. */
const patience = 15_000;

/**
 * Creates the topics that are missing and waits until the brokers know who leads their partitions. Those that are there,
 * made beforehand by somebody else perhaps, stay as they are, and no right to create any is needed.
 */
export async function createKafkaTopics(
  admin: Admin,
  topics: readonly string[],
  { partitions, replicationFactor }: { partitions: number; replicationFactor: number | undefined },
): Promise<void> {
  const configEntries = Object.entries(ownTopicSettings).map(([name, value]) => ({
    name,
    value: value as string,
  }));
  // With three copies, an acknowledged record is on two brokers at least and outlives the loss of either.
  if (replicationFactor !== undefined && replicationFactor > 2) {
    configEntries.push({ name: 'min.insync.replicas', value: String(replicationFactor - 1) });
  }
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length === 0) return;
  await admin.createTopics({
    topics: missing.map((topic) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: replicationFactor ?? -1,
      configEntries,
    })),
    // kafkajs would wait for the leaders too, but gives up when the broker that it asks has not heard of the topic
    // yet, and does not wait at all for topics that another process has just created.
    waitForLeaders: false,
  });
  await waitUntilKnown(admin, missing);
}

/** Reads metadata until they name the topics; kafkajs does not do so again when a broker does not know one. */
async function waitUntilKnown(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics: [...topics] });
      return;
    } catch (error) {
      if (!passing.has(protocolErrorOf(error)?.type) || performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Protocol errors that end as the brokers learn of a topic and its leaders. */
const passing: ReadonlySet<string | undefined> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
]);
