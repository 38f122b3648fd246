import type { Message, Producer } from 'kafkajs';
import type { NewLogRecord } from '../event-log.ts';

interface Part {
  readonly topic: string;
  readonly partition: number;
  readonly records: NewLogRecord[];
}

/** Most bytes of values in one send: stays below a broker's usual limit of 1 MiB with keys and headers. */
const chunkBytes = 384 * 1024;
/** Most records in one send, since their headers count too. */
const chunkRecords = 500;

/**
 * Sends records, those of one partition in their order, with the acknowledgement of all in-sync replicas.
 *
 * Each `send` of kafkajs holds one partition only. One with several leaders, of which one moves to a broker that
 * has already answered, resolves without having sent that part (kafkajs #1303): records that count as stored
 * would be lost.
 */
export async function sendRecords(
  producer: Producer,
  records: readonly NewLogRecord[],
  partitionOf: (topic: string, key: string | null) => number,
): Promise<void> {
  const parts = new Map<string, Part>();
  for (const record of records) {
    const partition = partitionOf(record.topic, record.key);
    const name = `${record.topic} ${partition}`;
    const part = parts.get(name) ?? { topic: record.topic, partition, records: [] };
    part.records.push(record);
    parts.set(name, part);
  }
  const sent = await Promise.allSettled([...parts.values()].map((part) => sendPart(producer, part)));
  const failed = sent.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function sendPart(producer: Producer, { topic, partition, records }: Part): Promise<void> {
  for (const messages of chunks(records, partition)) await producer.send({ topic, acks: -1, messages });
}

function* chunks(records: readonly NewLogRecord[], partition: number): Generator<Message[]> {
  let messages: Message[] = [];
  let bytes = 0;
  for (const { key, headers, value } of records) {
    const size = value?.length ?? 0;
    if (messages.length === chunkRecords || (messages.length > 0 && bytes + size > chunkBytes)) {
      yield messages;
      messages = [];
      bytes = 0;
    }
    messages.push({ key, headers, value, partition });
    bytes += size;
  }
  yield messages;
}
