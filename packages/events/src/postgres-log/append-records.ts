import type pg from 'pg';
import type { NewLogRecord } from '../event-log.ts';
import type { Topic } from './partitions.ts';

/** Most bytes of values that go to the database in one statement: bounds memory on both sides. */
const chunkBytes = 8 * 1024 * 1024;

/** Appends records in the order given; each statement is a transaction, so a failure leaves a leading part. */
export async function appendRecords(
  pool: pg.Pool,
  topics: ReadonlyMap<string, Topic>,
  records: readonly NewLogRecord[],
): Promise<void> {
  let start = 0;
  let bytes = 0;
  for (const [index, { value }] of records.entries()) {
    const size = value?.length ?? 0;
    if (bytes > 0 && bytes + size > chunkBytes) {
      await appendChunk(pool, topics, records.slice(start, index));
      start = index;
      bytes = 0;
    }
    bytes += size;
  }
  await appendChunk(pool, topics, start === 0 ? records : records.slice(start));
}

async function appendChunk(
  pool: pg.Pool,
  topics: ReadonlyMap<string, Topic>,
  records: readonly NewLogRecord[],
): Promise<void> {
  const partitions = records.map(({ topic: name, key }) => {
    const topic = topics.get(name);
    const id = topic?.ids[topic.partitionOf(key)];
    if (id === undefined) throw new Error(`Topic ${name} has no partition for key ${key}`);
    return id;
  });
  await pool.query({
    name: 'throughgate-log-append',
    text: 'SELECT event_log.append($1, $2, $3, $4)',
    values: [
      partitions,
      records.map(({ key }) => key),
      records.map(({ headers }) => JSON.stringify(headers)),
      records.map(({ value }) => value),
    ],
  });
}
