import type { NewLogRecord } from './event-log.ts';

/**
 * Most bytes that a record may have on either log. Records hold what an agency says of one change, of which the
 * largest are far smaller; a Kafka topic that somebody else made may take less.
 */
export const maxRecordBytes = 8 * 1024 * 1024;

/** Of a batch of one record in Kafka's format 2: its header, and the record's lengths and deltas at their longest. */
const batchBytes = 61 + 25;
/** The lengths of a header's name and value, at their longest. */
const headerBytes = 10;

/** Bytes that a record takes on the log by itself, at most: what `max.message.bytes` of a Kafka topic limits. */
export function recordBytes({ key, headers, value }: Omit<NewLogRecord, 'topic'>): number {
  let bytes = batchBytes + Buffer.byteLength(key ?? '') + (value?.length ?? 0);
  for (const [name, text] of Object.entries(headers)) {
    bytes += headerBytes + Buffer.byteLength(name) + Buffer.byteLength(text);
  }
  return bytes;
}
