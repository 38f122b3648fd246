import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createPostgresEventLog, startRelay, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import { expect, test } from 'vitest';
import { createFileWriter } from '../src/files/file-writer.ts';
import { lend, memberFile, toyAgency } from './support/toy-agency.ts';
import { toyDatabase } from './support/toy-database.ts';

const program = fileURLToPath(new URL('processes/write-and-die.ts', import.meta.url));
const logger = createLogger('fatal');

/** Round trips of a shared transaction: 1 takes files and keys, 2 reads, 3 writes and commits; 4 wakes the relay. */
const shared = ['1 answered', '2 answered', '3 sent', '3 answered', '4 sent'];
/** Those of a call whose file is new: 1 finds no file, 2 gives up, and 3 to 5 are those of a transaction of its own. */
const apart = ['3 answered', '5 sent', '5 answered'];

test('a process killed at any step of a write leaves all of a call or nothing, and what is sent again is done once', async () => {
  await using stack = new AsyncDisposableStack();
  const [database, events] = [stack.use(await toyDatabase()), stack.use(await testDatabase())];
  const { pool } = database;
  const writer = createFileWriter(pool, toyAgency as never, { ring: () => undefined });
  const change = async (idempotencyKey: string, crn: string, toy: string) =>
    writer.change({ mutation: 'lend', file: memberFile, command: lend, input: { idempotencyKey, crn, toy } });

  const points = [
    ...shared.map((at) => ({ at, isNew: false })),
    ...apart.map((at) => ({ at, isNew: true })),
  ].map((point, index) => ({
    ...point,
    crns: Array.from(
      { length: point.isNew ? 1 : 4 },
      (_, one) => `X${String(index * 10 + one).padStart(6, '0')}`,
    ),
  }));
  const old = points.filter(({ isNew }) => !isNew).flatMap(({ crns }) => crns);
  await Promise.all(old.map((crn) => change(`first ${crn}`, crn, 'ball')));

  const answered = new Set<string>();
  await Promise.all(
    points.map(async ({ at, crns }) => {
      const child = spawn(process.execPath, [program, database.url, ...at.split(' '), ...crns], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [told, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect([at, signal]).toEqual([at, 'SIGKILL']);
      for (const crn of told.split('\n').filter(Boolean)) answered.add(crn);
    }),
  );

  // A server may still be at the last statements of a process that is gone.
  await expect
    .poll(
      async () =>
        (await pool.query("SELECT FROM pg_stat_activity WHERE application_name = 'write-and-die'")).rowCount,
    )
    .toBe(0);
  const written = `SELECT count(*)::int AS rows, count(k.key)::int AS keys, count(o.id)::int AS events, count(f.key)::int AS files
    FROM unnest($1::text[]) AS called (crn)
    LEFT JOIN "Loan" l ON l.crn = called.crn AND l.toy = 'kite'
    LEFT JOIN hub.idempotency k ON k.key = 'second ' || called.crn AND k.result_id = l.id
    LEFT JOIN hub.outbox o ON o.aggregateid = called.crn AND o.subject_id = l.id
    LEFT JOIN hub.file f ON f.key = called.crn AND f.version = o.version
    WHERE l.id IS NOT NULL`;
  const seen: Record<string, number> = {};
  for (const { at, isNew, crns } of points) {
    const { rows } = await pool.query(written, [crns]);
    const { rows: calls, ...parts } = rows[0];
    expect([at, parts]).toEqual([at, { keys: calls, events: calls, files: calls }]);
    seen[`${isNew ? 'apart' : 'shared'} ${at}`] = calls;
  }
  // Nothing is there before the last round trip was sent, and all once it was answered.
  expect(seen).toMatchObject({
    'shared 1 answered': 0,
    'shared 2 answered': 0,
    'shared 3 answered': 4,
    'shared 4 sent': 4,
    'apart 3 answered': 0,
    'apart 5 answered': 1,
  });
  for (const crn of answered) {
    expect((await pool.query('SELECT FROM hub.idempotency WHERE key = $1', [`second ${crn}`])).rowCount).toBe(
      1,
    );
  }
  expect((await pool.query('SELECT FROM hub.file WHERE version = 0')).rowCount).toBe(0);

  // Whoever got no answer sends the call again.
  const all = points.flatMap(({ crns }) => crns);
  await Promise.all(all.map((crn) => change(`second ${crn}`, crn, 'kite')));
  const { rows: versions } = await pool.query(
    `SELECT aggregateid AS crn, array_agg(version::int ORDER BY version) AS versions FROM hub.outbox GROUP BY 1 ORDER BY 1`,
  );
  expect(versions).toEqual(all.map((crn) => ({ crn, versions: old.includes(crn) ? [1, 2] : [1] })));
  expect((await pool.query(`SELECT FROM "Loan" WHERE toy = 'kite'`)).rowCount).toBe(all.length);

  // The relay finds what nobody told it of.
  const log = await createPostgresEventLog({ databaseUrl: events.url, logger });
  stack.defer(() => log.close());
  await log.ensureTopics([topicOf('toys')]);
  const { rows: ids } = await pool.query('SELECT id FROM hub.outbox');
  const relay = startRelay({ agency: 'toys', databaseUrl: database.url, log, logger });
  await relay.drained();
  await relay.stop();
  const arrived: string[] = [];
  const subscription = await log.subscribe({
    topics: [topicOf('toys')],
    group: 'test',
    onBatch: async (records) => {
      for (const { headers } of records) arrived.push(headers['ce_id'] ?? '');
    },
  });
  await expect.poll(() => arrived.length, { timeout: 10_000 }).toBe(old.length + all.length);
  await subscription.stop();
  expect(arrived.toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
}, 60_000);
