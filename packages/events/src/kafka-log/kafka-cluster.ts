import { createRequire } from 'node:module';
import type { Kafka, KafkaMessage, PartitionOffset } from 'kafkajs';

// kafkajs reads through consumer groups alone. What its consumers themselves fetch with does what a reader without a group
// needs; the version is pinned and patched (patches/kafkajs@2.2.4.patch), and the tests of the event log hold it to this.

/** What a request of records asks of one partition. */
export interface WantedPartition {
  readonly partition: number;
  readonly fetchOffset: string;
  readonly maxBytes: number;
}

/** What a broker answers of one partition. */
export interface FetchedPartition {
  readonly partition: number;
  readonly highWatermark: string;
  /** Where records begin whose transactions are not decided yet. */
  readonly lastStableOffset?: string;
}

interface Broker {
  fetch(request: {
    readonly maxWaitTime: number;
    readonly minBytes: number;
    readonly maxBytes: number;
    readonly isolationLevel: number;
    readonly topics: readonly { readonly topic: string; readonly partitions: readonly WantedPartition[] }[];
  }): Promise<{
    readonly responses: readonly {
      readonly topicName: string;
      readonly partitions: readonly FetchedPartition[];
    }[];
  }>;
}

/** The brokers of a cluster, as kafkajs's own consumers see them. */
export interface KafkaCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findTopicPartitionMetadata(
    topic: string,
  ): readonly { readonly partitionId: number; readonly leader: number }[];
  findBroker(broker: { readonly nodeId: string }): Promise<Broker>;
  fetchTopicsOffset(
    topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number }[];
      readonly fromBeginning: boolean;
    }[],
  ): Promise<readonly { readonly topic: string; readonly partitions: readonly PartitionOffset[] }[]>;
}

/** What a fetch gave of one partition, without what transactions took back. */
export interface KafkaBatch {
  readonly messages: readonly KafkaMessage[];
  /** Of the last record of the fetch, also of one that is only the broker's. */
  lastOffset(): string;
  isEmptyIncludingFiltered(): boolean;
}

/** Records that transactions took back are left out. */
export const readCommitted = 1;

/** How often metadata are asked for unasked, in milliseconds. */
const metadataMaxAge = 30_000;

/** Creates what a client fetches through, with the client's own addresses, login and retries; nothing connects yet. */
export function createKafkaCluster(kafka: Kafka): KafkaCluster {
  const create = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (create === undefined) throw new Error('this kafkajs has no cluster that can be reached');
  const clients = kafka as unknown as Readonly<
    Record<symbol, (options: Readonly<Record<string, unknown>>) => KafkaCluster>
  >;
  const made = clients[create]?.({
    allowAutoTopicCreation: false,
    metadataMaxAge,
    isolationLevel: readCommitted,
  });
  if (made === undefined) throw new Error('this kafkajs makes no cluster');
  return made;
}

const Batch = createRequire(import.meta.url)('kafkajs/src/consumer/batch') as new (
  topic: string,
  fetchOffset: string,
  fetched: FetchedPartition,
) => KafkaBatch;

/** Reads what a broker answered of one partition. */
export function readBatch(topic: string, fetchOffset: string, fetched: FetchedPartition): KafkaBatch {
  return new Batch(topic, fetchOffset, fetched);
}
