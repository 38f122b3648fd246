import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import {
  createPostgresEventLog,
  type EventLog,
  ensureOutbox,
  outboxInsert,
  startRelay,
} from '../src/index.ts';
import { appendStatement } from '../src/postgres-log/append-records.ts';
import { packSegment, unpackSegment } from '../src/postgres-log/segment.ts';
import { changeEvent, record } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 10_000, interval: 10 };

test('a change that commits late is delivered, though later positions went before', async () => {
  await using database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  const agency = unique('agency');
  await ensureOutbox(pool);
  const delivered: string[] = [];
  const naive = naiveRelay(pool);
  // The naive one looks whenever the other one has, before it removes what it found.
  const log = collecting(delivered, naive.look);
  const relay = startRelay({ agency, databaseUrl: database.url, log, logger });
  const [early, late] = [changeEvent({ agency, key: 'early' }), changeEvent({ agency, key: 'late' })];

  const slow = await pool.connect();
  await slow.query('BEGIN');
  const { text, values } = outboxInsert([late]);
  await slow.query(text, values);
  await record(pool, [early]);
  await vi.waitFor(() => expect(delivered).toEqual([early.id]), patience);
  await slow.query('COMMIT');
  slow.release();

  await vi.waitFor(() => expect(delivered).toEqual([early.id, late.id]), patience);
  // The control: a relay that reads "position > last" never delivers the late change.
  expect(naive.delivered).toEqual([early.id]);
  await relay.stop();
  await pool.end();
});

test('the PostgreSQL event log gives offsets in commit order and without gaps', async () => {
  await using database = await testDatabase();
  const log = createPostgresEventLog({ databaseUrl: database.url, logger, partitions: 1 });
  const pool = new pg.Pool({ connectionString: database.url });
  const topic = unique('topic.');
  await log.ensureTopics([topic]);
  const slow = await pool.connect();
  const append = async (client: pg.ClientBase, value: string) =>
    client.query(appendStatement([1], [packSegment([{ key: 'k', headers: {}, value: Buffer.from(value) }])]));

  await slow.query('BEGIN');
  await append(slow, 'first');
  const second = log.append([{ topic, key: 'k', headers: {}, value: Buffer.from('second') }]);
  // The second append waits for the first: were it to overtake, a reader could pass the first's offset by.
  await vi.waitFor(async () => {
    const { rows } = await pool.query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    expect(rows).toHaveLength(1);
  }, patience);
  await slow.query('ROLLBACK');
  await second;
  await append(slow, 'third');
  slow.release();

  const { rows } = await pool.query('SELECT * FROM event_log.segment ORDER BY first_offset');
  const values = rows.map((row) => unpackSegment(row).map(({ value }) => String(value)));
  expect(rows.map(({ first_offset }, index) => [first_offset, ...(values[index] ?? [])])).toEqual([
    ['0', 'second'],
    ['1', 'third'],
  ]);
  await pool.end();
  await log.close();
});

function collecting(delivered: string[], before: () => Promise<void>): EventLog {
  const unused = async () => {
    throw new Error('not part of this test');
  };
  return {
    async append(records) {
      await before();
      delivered.push(...records.map(({ headers }) => headers['ce_id'] ?? ''));
    },
    ensureTopics: unused,
    subscribe: unused,
    follow: () => {
      throw new Error('not part of this test');
    },
    lanes: async () => () => 0,
    maxRecordBytes: () => Number.MAX_SAFE_INTEGER,
    startAt: unused,
    lag: unused,
    deleteGroup: unused,
    check: unused,
    close: unused,
  };
}

function naiveRelay(pool: pg.Pool) {
  const delivered: string[] = [];
  let last = '0';
  return {
    delivered,
    async look() {
      const { rows } = await pool.query<{ id: string; position: string }>(
        'SELECT id, position FROM hub.outbox WHERE position > $1 ORDER BY position',
        [last],
      );
      for (const { id, position } of rows) {
        delivered.push(id);
        last = position;
      }
    },
  };
}
