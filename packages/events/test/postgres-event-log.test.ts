import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { createPostgresEventLog, type EventLog, type LogRecord } from '../src/index.ts';
import { eventLogContract } from './support/event-log-contract.ts';
import { logger } from './support/logger.ts';

eventLogContract('PostgreSQL', async () => {
  const database = await testDatabase();
  return {
    spec: { kind: 'postgres', databaseUrl: database.url },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
});

const topic = 'topic.of.before';
const texts = (records: readonly LogRecord[]) => records.map(({ offset, value }) => `${offset} ${value}`);

describe('a PostgreSQL event log', () => {
  test('that was made when each record was a row goes on behind them, for old groups and new', async () => {
    await using one = await openLog(earlierLog);
    await one.log.append(
      ['third', 'fourth', 'fifth'].map((value) => ({
        topic,
        key: 'k',
        headers: {},
        value: Buffer.from(value),
      })),
    );
    const all = ['0 first', '1 second', '2 third', '3 fourth', '4 fifth'];
    expect(texts(await one.read('new', 5))).toEqual(all);
    // Two at a time: batches begin and end amid rows of before and amid what was appended at once.
    expect(texts(await one.read('in pairs', 5, 2))).toEqual(all);
    expect(texts(await one.read('earlier', 4))).toEqual(all.slice(1));
    const followed: LogRecord[] = [];
    const follower = one.log.follow({
      topics: [topic],
      from: 'start',
      onRecords: (records) => void followed.push(...records),
    });
    await vi.waitFor(() => expect(texts(followed)).toEqual(all), { timeout: 15_000 });
    await follower.stop();
    // A consumer of the version before must not take what it does not see for nothing.
    await expect(one.pool.query('SELECT FROM event_log.record')).rejects.toThrow('does not exist');
    // A relay of that version appends as it did, between what others append.
    await one.pool.query(
      "SELECT event_log.append('{1,1}', '{k,k}', ARRAY['{}','{}']::json[], '{sixth,seventh}')",
    );
    await one.log.append([{ topic, key: 'k', headers: {}, value: Buffer.from('eighth') }]);
    const mixed = [...all, '5 sixth', '6 seventh', '7 eighth'];
    expect(texts(await one.read('mixed', 8))).toEqual(mixed);
    expect(texts(await one.read('mixed in threes', 8, 3))).toEqual(mixed);
  });

  test('hands over what cannot be read any more as such, and goes on behind it', async () => {
    await using one = await openLog();
    await one.log.ensureTopics([topic]);
    for (const value of ['first', 'second', 'third']) {
      await one.other.append([{ topic, key: 'k', headers: {}, value: Buffer.from(value) }]);
    }
    await one.pool.query(`UPDATE event_log.segment SET content = '\\x00' WHERE first_offset = 1`);
    const records = await one.read('group', 3);
    expect(
      records.map(({ offset, value, unreadable }) => [offset, value?.toString(), unreadable?.lastOffset]),
    ).toEqual([
      [0n, 'first', undefined],
      [1n, undefined, 1n],
      [2n, 'third', undefined],
    ]);
  });

  test('gives every reader each record once and in order while it and others append by turns', async () => {
    await using one = await openLog();
    await one.log.ensureTopics([topic]);
    const consumed: LogRecord[] = [];
    const followed: LogRecord[] = [];
    const subscription = await one.log.subscribe({
      group: 'group',
      topics: [topic],
      batchSize: 7,
      onBatch: async (records) => void consumed.push(...records),
    });
    const follower = one.log.follow({
      topics: [topic],
      from: 'start',
      onRecords: (records) => void followed.push(...records),
    });
    const sent: string[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const log = [one.log, one.other, one.other][turn % 3] as EventLog;
      // Now and then more than is kept for those who read where the log ends.
      const values = Array.from(
        { length: turn % 10 === 0 ? 300 : 1 + (turn % 4) },
        (_, index) => `${turn}/${index}`,
      );
      sent.push(...values);
      await log.append(values.map((value) => ({ topic, key: 'k', headers: {}, value: Buffer.from(value) })));
    }
    const expected = sent.map((text, offset) => `${offset} ${text}`);
    await vi.waitFor(() => expect(texts(consumed)).toEqual(expected), { timeout: 15_000 });
    await vi.waitFor(() => expect(texts(followed)).toEqual(expected), { timeout: 15_000 });
    await follower.stop();
    await subscription.stop();
    // What was taken is stored when a consumer has stopped, and not some time later.
    expect(await one.other.lag('group', [topic])).toEqual([
      { topic, partition: 0, position: BigInt(expected.length), end: BigInt(expected.length) },
    ]);
  });

  test('hands over what came in place of its newest records, which a standby that took over may lack', async () => {
    await using one = await openLog();
    await one.log.ensureTopics([topic]);
    const consumed: LogRecord[] = [];
    const subscription = await one.log.subscribe({
      group: 'group',
      topics: [topic],
      onBatch: async (records) => void consumed.push(...records),
    });
    for (const value of ['kept', 'lost']) {
      await one.log.append([{ topic, key: 'k', headers: {}, value: Buffer.from(value) }]);
    }
    const position = async () => (await one.other.lag('group', [topic]))[0]?.position;
    await vi.waitFor(async () => expect(await position()).toBe(2n), { timeout: 15_000 });
    await one.pool.query(`DELETE FROM event_log.segment WHERE first_offset = 1;
      UPDATE event_log.partition SET next_offset = 1;
      UPDATE event_log.position SET next_offset = 1;
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'throughgate consumer group'`);
    await one.other.append([{ topic, key: 'k', headers: {}, value: Buffer.from('instead') }]);
    await vi.waitFor(() => expect(texts(consumed)).toEqual(['0 kept', '1 lost', '1 instead']), {
      timeout: 15_000,
    });
    await subscription.stop();
  });
});

/** The tables of a log of before, with two records, of which the group `earlier` has had one. */
const earlierLog = `CREATE SCHEMA event_log;
CREATE TABLE event_log.topic (name text PRIMARY KEY, partitions integer NOT NULL CHECK (partitions > 0));
CREATE TABLE event_log.partition (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL REFERENCES event_log.topic,
  number integer NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  UNIQUE (topic, number)
) WITH (fillfactor = 50);
CREATE TABLE event_log.record (
  partition_id integer NOT NULL,
  "offset" bigint NOT NULL,
  key text,
  headers json NOT NULL,
  value bytea,
  appended_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition_id, "offset")
);
CREATE TABLE event_log.position (
  group_name text NOT NULL,
  partition_id integer NOT NULL REFERENCES event_log.partition,
  next_offset bigint NOT NULL,
  PRIMARY KEY (group_name, partition_id)
) WITH (fillfactor = 50);
CREATE FUNCTION event_log.append(partitions integer[], keys text[], headers json[], contents bytea[])
RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
INSERT INTO event_log.topic VALUES ('${topic}', 1);
INSERT INTO event_log.partition (topic, number, next_offset) VALUES ('${topic}', 0, 2);
INSERT INTO event_log.record VALUES (1, 0, 'k', '{}', 'first'), (1, 1, 'k', '{}', 'second');
INSERT INTO event_log.position VALUES ('earlier', 1, 1);`;

async function openLog(tables = 'SELECT') {
  const stack = new AsyncDisposableStack();
  const { url } = stack.use(await testDatabase());
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  stack.defer(() => pool.end());
  await pool.query(tables);
  const [log, other] = [1, 2].map(() => {
    const opened = createPostgresEventLog({ databaseUrl: url, logger, partitions: 1 });
    stack.defer(() => opened.close());
    return opened;
  }) as [EventLog, EventLog];
  return {
    log,
    /** The same log as another process has it. */
    other,
    pool,
    /** The first records that a group receives. */
    async read(group: string, count: number, batchSize = 500): Promise<readonly LogRecord[]> {
      const received: LogRecord[] = [];
      const subscription = await log.subscribe({
        group,
        topics: [topic],
        batchSize,
        onBatch: async (records) => void received.push(...records),
      });
      await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(count), { timeout: 15_000 });
      await subscription.stop();
      return received;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
