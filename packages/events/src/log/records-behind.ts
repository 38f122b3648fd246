import type { PartitionLag } from './event-log.ts';

/** Records that a group has still to receive, in all partitions together. */
export function recordsBehind(partitions: readonly PartitionLag[]): bigint {
  return partitions.reduce((sum, { position, end }) => (end > position ? sum + end - position : sum), 0n);
}
