import { hasSqlStateOfClass, sqlStateClass } from '@throughgate/database';
import type pg from 'pg';
import { appendSinglingOut } from '../log/append-singling-out.ts';
import type { NewLogRecord } from '../log/event-log.ts';
import { OversizedRecordError, recordChunks, refuseOversized } from '../log/record-chunks.ts';
import type { Partition, Topic } from './partitions.ts';
import { packSegment, type Segment } from './segment.ts';

/** Most bytes and records that go to the database in one statement: bounds memory on both sides. */
const bounds = { bytes: 8 * 1024 * 1024, records: 1_000 };

/** Told that these records are in a partition now, the first of them at this offset. */
export type OnAppended = (partition: Partition, first: bigint, records: readonly NewLogRecord[]) => void;

/**
 * Appends records in the order given; each statement is a transaction, so a failure leaves a leading part. Raises
 * `AppendError`, which tells what became of each.
 */
export async function appendRecords(
  pool: pg.Pool,
  topics: ReadonlyMap<string, Topic>,
  records: readonly NewLogRecord[],
  onAppended: OnAppended,
): Promise<void> {
  await appendSinglingOut(recordChunks(records, bounds), {
    async send(chunk) {
      refuseOversized(chunk);
      await appendChunk(pool, topics, chunk, onAppended);
    },
    whyRefused(error) {
      if (error instanceof OversizedRecordError) return error.message;
      // Classes "data exception" and "program limit exceeded": the character NUL, a value too large.
      const { dataException, programLimitExceeded } = sqlStateClass;
      const isRefusal = hasSqlStateOfClass(error, dataException, programLimitExceeded);
      return isRefusal ? `${error.code}: ${error.message}` : undefined;
    },
  });
}

async function appendChunk(
  pool: pg.Pool,
  topics: ReadonlyMap<string, Topic>,
  records: readonly NewLogRecord[],
  onAppended: OnAppended,
): Promise<void> {
  const parts = Map.groupBy(records, ({ topic: name, key }) => {
    const topic = topics.get(name);
    if (topic === undefined) throw new Error(`Topic ${name} does not exist; ensureTopics creates it.`);
    const id = topic.ids[topic.partitionOf(key)];
    if (id === undefined) throw new Error(`Topic ${name} has no partition for key ${key}`);
    return id;
  });
  const segments = [...parts.values()].map(packSegment);
  const { rows } = await pool.query<{ ids: number[]; firsts: string[] }>(
    appendStatement([...parts.keys()], segments),
  );
  const [{ ids, firsts } = { ids: [], firsts: [] }] = rows;
  ids.forEach((id, index) => {
    const part = parts.get(id) ?? [];
    const topic = part[0]?.topic ?? '';
    const number = topics.get(topic)?.ids.indexOf(id) ?? -1;
    onAppended({ id, topic, number }, BigInt(firsts[index] ?? 0), part);
  });
}

/**
 * The statement that appends segments to partitions, one to each.
 *
 * Offsets are given out under the lock of the partition's row, which is held until the commit. So commit order is offset order, a reader
 * never sees a later record before an earlier one, and there are no gaps: the trap of a sequence, whose values are given
 * out before the commit, does not arise. Partitions are locked in the order of their ids, so that appends to several
 * partitions cannot wait for each other. Those who listen are told each partition with its new end.
 */
export function appendStatement(partitions: readonly number[], segments: readonly Segment[]): pg.QueryConfig {
  return {
    name: 'throughgate-log-append-segments',
    text: `WITH locked AS MATERIALIZED (
        SELECT id, next_offset FROM event_log.partition WHERE id = ANY ($1::integer[]) ORDER BY id FOR UPDATE),
      new AS MATERIALIZED (
        SELECT id, next_offset, records, codec, bytes, content
        FROM unnest($1::integer[], $2::integer[], $3::smallint[], $4::integer[], $5::bytea[])
          AS new (id, records, codec, bytes, content) JOIN locked USING (id)),
      stored AS (
        INSERT INTO event_log.segment (partition_id, first_offset, records, codec, bytes, content)
        SELECT id, next_offset, records, codec, bytes, content FROM new),
      moved AS (
        UPDATE event_log.partition SET next_offset = new.next_offset + new.records
        FROM new WHERE partition.id = new.id
        RETURNING partition.id, new.next_offset AS first, partition.next_offset AS end_offset)
      SELECT array_agg(id) AS ids, array_agg(first::text) AS firsts,
        pg_notify('event_log', string_agg(id || ':' || end_offset, ',')) FROM moved`,
    values: [
      partitions,
      segments.map(({ records }) => records),
      segments.map(({ codec }) => codec),
      segments.map(({ bytes }) => bytes),
      segments.map(({ content }) => content),
    ],
  };
}
