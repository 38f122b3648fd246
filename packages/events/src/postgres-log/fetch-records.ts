import type { Statements } from '@throughgate/database';
import { reasonOf } from '@throughgate/service';
import type { LogRecord } from '../log/event-log.ts';
import type { Partition } from './partitions.ts';
import { type Segment, type StoredRecord, unpackSegment } from './segment.ts';

/** Most bytes of segments read at once, beside the first: bounds memory whatever the events' size. */
const batchBytes = 4 * 1024 * 1024;

interface SegmentRow extends Segment {
  readonly first_offset: string;
}

/** Reads records of a partition from a position on, as many as `limit`, and fewer where they are large. */
export async function fetchRecords(
  database: Statements,
  partition: Partition,
  position: bigint,
  limit: number,
): Promise<readonly LogRecord[]> {
  const { rows } = await database.query<SegmentRow>({
    name: 'throughgate-log-fetch-segments',
    text: `SELECT first_offset, records, codec, bytes, content FROM (
        SELECT *, sum(bytes) OVER (ORDER BY first_offset) AS total FROM (
          SELECT first_offset, records, codec, bytes, content FROM event_log.segment
          WHERE partition_id = $1 AND first_offset >= coalesce(
              (SELECT max(first_offset) FROM event_log.segment WHERE partition_id = $1 AND first_offset <= $2), $2)
            AND first_offset + records > $2
          ORDER BY first_offset LIMIT $3) AS next) AS summed
      WHERE total - bytes <= $4 ORDER BY first_offset`,
    values: [partition.id, String(position), limit, batchBytes],
  });
  if (!(await hasSingleRecords(database))) return readSegments(rows, partition, position, limit);
  // Offsets have no gaps: what lies before or between segments was appended by a version that knew none. Each fetch ends where
  // the one kind gives way to the other.
  const [first] = rows;
  if (first !== undefined && BigInt(first.first_offset) <= position) {
    let next = BigInt(first.first_offset);
    const gap = rows.findIndex(({ first_offset, records }) => {
      const isGap = BigInt(first_offset) !== next;
      next += BigInt(records);
      return isGap;
    });
    return readSegments(gap === -1 ? rows : rows.slice(0, gap), partition, position, limit);
  }
  const single = await fetchSingleRecords(database, partition, position, limit);
  // A segment may have come between the two statements, and rows behind it.
  const gap = single.findIndex(({ offset }, index) => offset !== position + BigInt(index));
  return gap === -1 ? single : single.slice(0, gap);
}

function readSegments(
  rows: readonly SegmentRow[],
  partition: Partition,
  position: bigint,
  limit: number,
): readonly LogRecord[] {
  const records: LogRecord[] = [];
  for (const row of rows) {
    if (records.length >= limit) break;
    records.push(...readSegment(row, partition, position));
  }
  return records.slice(0, limit);
}

/** The records of a segment from a position on; one that stands for all of them where it cannot be read. */
function readSegment(
  row: SegmentRow,
  { topic, number: partition }: Partition,
  position: bigint,
): readonly LogRecord[] {
  const first = BigInt(row.first_offset);
  let stored: readonly StoredRecord[];
  try {
    stored = unpackSegment(row);
  } catch (error) {
    const unreadable = { reason: reasonOf(error), lastOffset: first + BigInt(row.records) - 1n };
    const offset = first > position ? first : position;
    return [{ topic, partition, offset, key: null, headers: {}, value: null, unreadable }];
  }
  return stored
    .map((record, index) => ({ topic, partition, offset: first + BigInt(index), ...record }))
    .filter(({ offset }) => offset >= position);
}

const withSingleRecords = new WeakMap<Statements, Promise<boolean>>();

/** Whether the log was made when each record was a row of its own; asked once for each connection. */
function hasSingleRecords(database: Statements): Promise<boolean> {
  const known = withSingleRecords.get(database);
  if (known) return known;
  const asked = database
    .query<{ there: boolean }>("SELECT to_regclass('event_log.single_record') IS NOT NULL AS there")
    .then(({ rows }) => rows[0]?.there === true);
  withSingleRecords.set(database, asked);
  asked.catch(() => withSingleRecords.delete(database));
  return asked;
}

async function fetchSingleRecords(
  database: Statements,
  partition: Partition,
  position: bigint,
  limit: number,
): Promise<readonly LogRecord[]> {
  const { rows } = await database.query<StoredRecord & { readonly offset: string }>({
    name: 'throughgate-log-fetch-single-records',
    text: `SELECT "offset", key, headers, value FROM (
        SELECT *, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY "offset") AS bytes FROM (
          SELECT "offset", key, headers, value FROM event_log.single_record
          WHERE partition_id = $1 AND "offset" >= $2 ORDER BY "offset" LIMIT $3) AS next) AS summed
      WHERE bytes - coalesce(octet_length(value), 0) <= $4 ORDER BY "offset"`,
    values: [partition.id, String(position), limit, batchBytes],
  });
  return rows.map(({ offset, key, headers, value }) => ({
    topic: partition.topic,
    partition: partition.number,
    offset: BigInt(offset),
    key,
    headers,
    value,
  }));
}
