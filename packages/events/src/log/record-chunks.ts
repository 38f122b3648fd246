import type { NewLogRecord } from './event-log.ts';
import { maxRecordBytes, recordBytes } from './record-bytes.ts';

/** Bounds of one request to the log. */
export interface ChunkBounds {
  /** Roughly: the log has the last word, and what it finds too large is halved. */
  readonly bytes: number;
  readonly records: number;
}

/** Bytes of an event's key and headers, about. To count them for each would be a third of the work of sending it. */
const envelopeBytes = 1_024;

/** Bytes that a record takes, about. */
export function aboutBytes({ value }: Pick<NewLogRecord, 'value'>): number {
  return envelopeBytes + (value?.length ?? 0);
}

/** Records in their order, as many at a time as the bounds allow; one that exceeds them comes alone. */
export function* recordChunks(
  records: readonly NewLogRecord[],
  bounds: ChunkBounds,
): Generator<readonly NewLogRecord[]> {
  let chunk: NewLogRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = aboutBytes(record);
    if (chunk.length === bounds.records || (chunk.length > 0 && bytes + size > bounds.bytes)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/** A record that no log takes, whatever its settings. */
export class OversizedRecordError extends Error {
  override readonly name = 'OversizedRecordError';
}

/** Raises {@link OversizedRecordError} for a chunk that is one record over {@link maxRecordBytes}. */
export function refuseOversized(chunk: readonly NewLogRecord[]): void {
  const [only] = chunk;
  if (chunk.length !== 1 || only === undefined) return;
  const size = recordBytes(only);
  if (size <= maxRecordBytes) return;
  throw new OversizedRecordError(
    `the record has ${size} bytes; the event log takes ${maxRecordBytes} at most`,
  );
}
