import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

/** Topics hold whole records of a person's file, of which the largest are far smaller. */
const maxMessageBytes = 8 * 1024 * 1024;
/** Longest that brokers may take to learn of a topic that was created, in milliseconds. */
const patience = 15_000;

/**
 * Creates the topics that are missing and waits until the brokers know who leads their partitions. Records are
 * kept for ever: projections are rebuilt from them.
 */
export async function createKafkaTopics(
  admin: Admin,
  topics: readonly string[],
  { partitions, replicationFactor }: { partitions: number; replicationFactor: number | undefined },
): Promise<void> {
  const configEntries = [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: '-1' },
    { name: 'retention.bytes', value: '-1' },
    { name: 'max.message.bytes', value: String(maxMessageBytes) },
  ];
  // With three copies, an acknowledged record is on two brokers at least and outlives the loss of either.
  if (replicationFactor !== undefined && replicationFactor > 2) {
    configEntries.push({ name: 'min.insync.replicas', value: String(replicationFactor - 1) });
  }
  await admin.createTopics({
    topics: topics.map((topic) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: replicationFactor ?? -1,
      configEntries,
    })),
    // kafkajs would wait for the leaders too, but gives up when the broker that it asks has not heard of the topic
    // yet, and does not wait at all for topics that another process has just created.
    waitForLeaders: false,
  });
  await waitUntilKnown(admin, topics);
}

/** Reads metadata until they name the topics; kafkajs does not do so again when a broker does not know one. */
async function waitUntilKnown(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics: [...topics] });
      return;
    } catch (error) {
      if (!isNotYetKnown(error) || performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Types of protocol errors that end as the brokers learn of a topic and its leaders. */
const passing: ReadonlySet<unknown> = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

function isNotYetKnown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('type' in error && passing.has(error.type)) || isNotYetKnown(error.cause);
}
