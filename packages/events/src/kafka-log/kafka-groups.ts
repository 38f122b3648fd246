import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, KafkaJSDeleteGroupsError } from 'kafkajs';
import type { PartitionLag } from '../log/event-log.ts';
import { protocolErrorOf } from './protocol-error.ts';

/** Error code of the Kafka protocol for a group that does not exist. */
const groupIdNotFound = 69;
/** Attempts at what kafkajs itself does not retry, while a leader or coordinator moves: for about 3 s. */
const attempts = 10;

/**
 * How far `group` has come in each partition of `topics`; those that do not exist are left out.
 * Rejects with an error that names the topic when the broker refuses one.
 */
export async function readKafkaLag(
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<readonly PartitionLag[]> {
  try {
    return await readPatiently(admin, group, topics);
  } catch (error) {
    // One topic is enough for the whole request to fail, and the error does not name it.
    if (protocolErrorOf(error) === undefined) throw error;
  }
  const lags: PartitionLag[] = [];
  for (const topic of topics) {
    try {
      lags.push(...(await readOnce(admin, group, [topic])));
    } catch (error) {
      const answer = protocolErrorOf(error);
      if (answer?.type === 'UNKNOWN_TOPIC_OR_PARTITION') continue;
      throw new Error(`topic ${topic}: ${answer?.message ?? (error as Error).message}`, { cause: error });
    }
  }
  return lags;
}

async function readPatiently(
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<PartitionLag[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readOnce(admin, group, topics);
    } catch (error) {
      const isDenied = protocolErrorOf(error)?.type === 'TOPIC_AUTHORIZATION_FAILED';
      if (attempt === attempts || isDenied) throw error;
      await delay(300);
      // Makes the client learn who leads now.
      await admin.fetchTopicMetadata({ topics: [...topics] }).catch(() => undefined);
    }
  }
}

async function readOnce(admin: Admin, group: string, topics: readonly string[]): Promise<PartitionLag[]> {
  const positions = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  const lags = await Promise.all(
    positions.map(async ({ topic, partitions }) => {
      const ends = new Map((await admin.fetchTopicOffsets(topic)).map((one) => [one.partition, one]));
      return partitions.map(({ partition, offset }) => {
        const { high = '0', low = '0' } = ends.get(partition) ?? {};
        // A group that has not committed anything starts at the first record there is.
        return { topic, partition, position: BigInt(offset === '-1' ? low : offset), end: BigInt(high) };
      });
    }),
  );
  return lags
    .flat()
    .sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
}

/** Has a group without members begin at these positions. */
export async function setKafkaPositions(
  admin: Admin,
  group: string,
  positions: readonly Pick<PartitionLag, 'topic' | 'partition' | 'position'>[],
): Promise<void> {
  for (const [topic, ofTopic] of Map.groupBy(positions, (one) => one.topic)) {
    const partitions = ofTopic.map(({ partition, position }) => ({ partition, offset: String(position) }));
    await admin.setOffsets({ groupId: group, topic, partitions });
  }
}

/** Forgets a group's positions; rejects while the group has members. */
export async function forgetKafkaGroup(admin: Admin, group: string): Promise<void> {
  try {
    await admin.deleteGroups([group]);
  } catch (error) {
    if (!isDeleteGroupsError(error)) throw error;
    if (error.groups?.every(({ errorCode }) => errorCode === groupIdNotFound)) return;
    throw new Error(`Group ${group} cannot be deleted; stop its consumers first.`, { cause: error });
  }
}

/** kafkajs declares this class but does not export it, so that it is known by name. */
function isDeleteGroupsError(error: unknown): error is KafkaJSDeleteGroupsError {
  return error instanceof Error && error.name === 'KafkaJSDeleteGroupsError';
}
