import { Partitioners, type PartitionMetadata } from 'kafkajs';

/**
 * Chooses the partition of a key as Kafka's default partitioner does (murmur2), so that both event logs agree
 * and other producers of a topic put a person's events where ours go. Records without a key are spread.
 */
export function createPartitioner(partitions: number): (key: string | null) => number {
  const partition = Partitioners.DefaultPartitioner();
  const partitionMetadata: PartitionMetadata[] = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return (key) => partition({ topic: '', partitionMetadata, message: { key, value: null } });
}
