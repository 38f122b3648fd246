import { hasSqlStateOfClass, sqlStateClass } from '@throughgate/database';
import type pg from 'pg';
import { appendSinglingOut } from '../log/append-singling-out.ts';
import type { NewLogRecord } from '../log/event-log.ts';
import { OversizedRecordError, recordChunks, refuseOversized } from '../log/record-chunks.ts';
import type { Topic } from './partitions.ts';

/** Most bytes and records that go to the database in one statement: bounds memory on both sides. */
const bounds = { bytes: 8 * 1024 * 1024, records: 1_000 };

/**
 * Appends records in the order given; each statement is a transaction, so a failure leaves a leading part. Raises
 * `AppendError`, which tells what became of each.
 */
export async function appendRecords(
  pool: pg.Pool,
  topics: ReadonlyMap<string, Topic>,
  records: readonly NewLogRecord[],
): Promise<void> {
  await appendSinglingOut(recordChunks(records, bounds), {
    async send(chunk) {
      refuseOversized(chunk);
      await appendChunk(pool, topics, chunk);
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
): Promise<void> {
  const partitions = records.map(({ topic: name, key }) => {
    const topic = topics.get(name);
    if (topic === undefined) throw new Error(`Topic ${name} does not exist; ensureTopics creates it.`);
    const id = topic.ids[topic.partitionOf(key)];
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
