import type { Message, Producer } from 'kafkajs';
import { appendSinglingOut } from '../log/append-singling-out.ts';
import type { NewLogRecord } from '../log/event-log.ts';
import { OversizedRecordError, recordChunks, refuseOversized } from '../log/record-chunks.ts';
import { settleAppends } from '../log/settle-appends.ts';
import { protocolErrorOf } from './protocol-error.ts';

/** Where records of one topic go. */
export interface SendTarget {
  readonly topic: string;
  readonly producer: Producer;
  partitionOf(key: string | null): number;
  /** Most bytes that the topic takes in one request for a partition, as far as known. */
  readonly maxBytes: number;
}

/** Most bytes in one send: stays below a broker's usual limit of 1 MiB. */
const chunkBytes = 384 * 1024;
/** Most records in one send. */
const chunkRecords = 500;

/**
 * Errors of the protocol that say that a record will never be taken as it is. Those that a clock or a setting of the whole
 * topic causes are not among them: they would condemn every record.
 */
const refusals: ReadonlySet<string> = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
]);

/** The partition of a key is no longer there. */
export class PartitionGoneError extends Error {
  override readonly name = 'PartitionGoneError';
}

/**
 * Sends records of one topic, those of one partition in their order, with the acknowledgement of all in-sync replicas.
 * Raises `AppendError` when not all are stored.
 *
 * Each `send` of kafkajs holds one partition only. One with several leaders, of which one moves to a broker that
 * has already answered, resolves without having sent that part (kafkajs #1303): records that count as stored
 * would be lost.
 */
export async function sendRecords(target: SendTarget, records: readonly NewLogRecord[]): Promise<void> {
  const parts = Map.groupBy(records, ({ key }) => target.partitionOf(key));
  await settleAppends(parts.values(), (part) =>
    sendPart(target, target.partitionOf(part[0]?.key ?? null), part),
  );
}

function sendPart(
  { topic, producer, maxBytes }: SendTarget,
  partition: number,
  records: readonly NewLogRecord[],
): Promise<void> {
  const bounds = { bytes: Math.min(chunkBytes, maxBytes), records: chunkRecords };
  return appendSinglingOut(recordChunks(records, bounds), {
    whyRefused(error) {
      if (error instanceof OversizedRecordError) return error.message;
      const { type, message } = protocolErrorOf(error) ?? {};
      return type !== undefined && refusals.has(type) ? `${type}: ${message}` : undefined;
    },
    async send(chunk) {
      refuseOversized(chunk);
      const messages: Message[] = chunk.map(({ key, headers, value }) => ({
        key,
        headers,
        value,
        partition,
      }));
      const answers = await producer.send({ topic, acks: -1, messages });
      // kafkajs leaves out a partition that its metadata no longer has, as after a topic was made anew with fewer, and
      // resolves all the same.
      if (!answers.some((one) => one.partition === partition && one.errorCode === 0)) {
        throw new PartitionGoneError(`partition ${partition} of topic ${topic} is no longer there`);
      }
    },
  });
}
