import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, KafkaJSDeleteGroupsError } from 'kafkajs';
import type { PartitionLag } from '../event-log.ts';

/** Error code of the Kafka protocol for a group that does not exist. */
const groupIdNotFound = 69;
/** Attempts at what kafkajs itself does not retry, while a leader or coordinator moves: for about 3 s. */
const attempts = 10;

/** How far `group` has come in each partition of `topics`. */
export async function readKafkaLag(
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<readonly PartitionLag[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readOnce(admin, group, topics);
    } catch (error) {
      if (attempt === attempts) throw error;
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
