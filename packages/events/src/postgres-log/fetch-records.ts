import type { Statements } from '@throughgate/database';
import { reasonOf } from '@throughgate/service';
import type pg from 'pg';
import type { LogRecord } from '../log/event-log.ts';
import type { Partition } from './partitions.ts';
import { type Segment, type StoredRecord, unpackSegment } from './segment.ts';

/** Most bytes of segments read at once, beside the first of each partition: bounds memory whatever the events' size. */
const batchBytes = 4 * 1024 * 1024;
/** Milliseconds within which the database must answer; one that is there, frozen, might never. */
const patience = 30_000;

interface SegmentRow extends Segment {
  readonly first_offset: string;
}

/** What a reader wants of a partition. */
export interface Wanted {
  readonly partition: Partition;
  /** Offset of the first record. */
  readonly position: bigint;
  /** Most records. */
  readonly limit: number;
}

/**
 * Reads records of partitions with one statement: of each from a position on, as many as its limit, and fewer where they are large.
 * Returns them in the order of `wanted`.
 */
export async function fetchRecords(
  database: Statements,
  wanted: readonly Wanted[],
): Promise<readonly (readonly LogRecord[])[]> {
  const { rows } = await database.query<SegmentRow & { readonly nth: string }>({
    name: 'throughgate-log-fetch-segments',
    text: `SELECT nth, first_offset, records, codec, bytes, content
      FROM unnest($1::integer[], $2::bigint[], $3::integer[]) WITH ORDINALITY AS wanted (id, position, most, nth)
      CROSS JOIN LATERAL (
        SELECT first_offset, records, codec, bytes, content, sum(bytes) OVER (ORDER BY first_offset) AS total FROM (
          SELECT first_offset, records, codec, bytes, content FROM event_log.segment
          WHERE partition_id = wanted.id AND first_offset >= coalesce(
              (SELECT max(first_offset) FROM event_log.segment
               WHERE partition_id = wanted.id AND first_offset <= wanted.position), wanted.position)
            AND first_offset + records > wanted.position
          ORDER BY first_offset LIMIT wanted.most) AS next) AS summed
      WHERE total - bytes <= $4 ORDER BY nth, first_offset`,
    values: [
      wanted.map(({ partition }) => partition.id),
      wanted.map(({ position }) => String(position)),
      wanted.map(({ limit }) => limit),
      Math.ceil(batchBytes / wanted.length),
    ],
    query_timeout: patience,
  } as pg.QueryConfig);
  const segments = Map.groupBy(rows, ({ nth }) => Number(nth) - 1);
  if (!(await hasSingleRecords(database))) {
    return wanted.map((one, index) => readSegments(segments.get(index) ?? [], one));
  }
  return Promise.all(wanted.map((one, index) => readMixed(database, segments.get(index) ?? [], one)));
}

/**
 * Records of a log of which the oldest are rows of their own. Offsets have no gaps: what lies before or between segments was appended by
 * a version that knew none. Each reading ends where the one kind gives way to the other.
 */
async function readMixed(
  database: Statements,
  rows: readonly SegmentRow[],
  wanted: Wanted,
): Promise<readonly LogRecord[]> {
  const { position } = wanted;
  const [first] = rows;
  if (first !== undefined && BigInt(first.first_offset) <= position) {
    let next = BigInt(first.first_offset);
    const gap = rows.findIndex(({ first_offset, records }) => {
      const isGap = BigInt(first_offset) !== next;
      next += BigInt(records);
      return isGap;
    });
    return readSegments(gap === -1 ? rows : rows.slice(0, gap), wanted);
  }
  const single = await fetchSingleRecords(database, wanted);
  // A segment may have come between the two statements, and rows behind it.
  const gap = single.findIndex(({ offset }, index) => offset !== position + BigInt(index));
  return gap === -1 ? single : single.slice(0, gap);
}

function readSegments(
  rows: readonly SegmentRow[],
  { partition, position, limit }: Wanted,
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

/** Whether the log was made when each record was a row of its own; asked once of each database. */
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
  { partition, position, limit }: Wanted,
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
