import { recordId } from '@throughgate/domain';
import { createPostgresEventLog, startRelay, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { changeFile } from '../src/files/change-file.ts';
import { type PersonFile, prune } from '../src/index.ts';
import { keepPruning } from '../src/pruning/keep-pruning.ts';
import { changeOf, loan, memberFile, type ToyTables, toyAgency } from './support/toy-agency.ts';
import { type ToyDatabase, toyDatabase } from './support/toy-database.ts';

let database: ToyDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await toyDatabase();
  pool = database.pool;
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.empty());

const retention = { outboxDays: 30, idempotencyKeyDays: 90 };
const ann = 'X000001';
const bob = 'X000002';

const lend = (crn: string, idempotencyKey: string, toy = 'kite') =>
  changeFile(pool, toyAgency, {
    mutation: 'lend',
    file: memberFile,
    input: { idempotencyKey, crn, toy },
    command: async (file: PersonFile<ToyTables>, input) => {
      file.record(changeOf({ Loan: loan(file.newId, file.key, input.toy) }, file.newId));
      return file.newId;
    },
  });

/** Renames a member: makes no record with a new id. */
const rename = (crn: string, idempotencyKey: string, name: string) =>
  changeFile(pool, toyAgency, {
    mutation: 'rename',
    file: memberFile,
    input: { idempotencyKey, crn, name },
    command: async (file: PersonFile<ToyTables>, input) => {
      file.record(changeOf({ Member: { crn: file.key, name: input.name } }));
      return file.key;
    },
  });

/** Puts `count` rows into the outbox, each of a file of its own. */
const fill = (count: number, { prefix, published, parked = false }: Filling) =>
  pool.query(
    `INSERT INTO hub.outbox (id, aggregatetype, aggregateid, type, payload, version, subject_type, subject_id,
       occurred_at, recorded_at, published_at, parked_at)
     SELECT gen_random_uuid(), 'toys', $1 || n, 'toys.changed', jsonb_build_object('note', repeat('x', 400)), 1, 'Loan', n,
       now() - interval '400 days', now() - interval '400 days', now() - $2::interval,
       CASE WHEN $3 THEN now() - interval '400 days' END
     FROM generate_series(1, $4::int) AS n`,
    [prefix, published ?? null, parked, count],
  );

/** Puts `count` sends of two events each beside the outbox. */
const fillSent = (count: number, age: string) =>
  pool.query(
    `INSERT INTO hub.outbox_sent SELECT now() - $1::interval, '[{"version": 1}, {"version": 2}]' FROM generate_series(1, $2::int)`,
    [age, count],
  );
const sends = async () => (await pool.query('TABLE hub.outbox_sent')).rowCount;

interface Filling {
  readonly prefix: string;
  /** How long ago; without it the row waits. */
  readonly published?: string;
  readonly parked?: boolean;
}

const ageKeys = (age: string) =>
  pool.query('UPDATE hub.idempotency SET recorded_at = recorded_at - $1::interval', [age]);

async function outboxByKind(): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ kind: string; rows: number }>(
    `SELECT rtrim(aggregateid, '0123456789') AS kind, count(*)::int AS rows FROM hub.outbox GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ kind, rows: count }) => [kind, count]));
}

async function fillAllKinds(): Promise<void> {
  await fill(1_500, { prefix: 'old-', published: '31 days' });
  await fill(40, { prefix: 'young-', published: '29 days' });
  await fill(30, { prefix: 'waiting-' });
  await fill(20, { prefix: 'parked-', parked: true });
  await fillSent(300, '31 days');
  await fillSent(7, '29 days');
}

it('sent events beyond their age go, those that relays of a version before marked too; younger ones, those that wait and parked ones stay', async () => {
  await fillAllKinds();
  const passes: [number, number][] = [];
  const onProgress = (done: number, total: number) => void passes.push([done, total]);
  expect(await prune(pool, retention, { onProgress })).toEqual({
    state: 'done',
    tables: [
      { table: 'hub.outbox', days: 30, rows: 1_500 },
      { table: 'hub.outbox_sent', days: 30, rows: 300 },
      { table: 'hub.idempotency', days: 90, rows: 0 },
    ],
  });
  expect(await outboxByKind()).toEqual({ 'young-': 40, 'waiting-': 30, 'parked-': 20 });
  expect(await sends()).toBe(7);
  expect(passes.length).toBeGreaterThan(1);
  expect(passes.at(-1)?.[0]).toBe(passes.at(-1)?.[1]);
});

it('zero days keep for ever, and a dry run counts what would go and changes nothing', async () => {
  await fillAllKinds();
  await lend(ann, 'key 1');
  await ageKeys('91 days');
  const before = await outboxByKind();
  const forEver = await prune(pool, { outboxDays: 0, idempotencyKeyDays: 0 });
  expect(forEver.tables.map(({ rows }) => rows)).toEqual([0, 0, 0]);
  const dry = await prune(pool, retention, { dryRun: true });
  expect(dry.tables.map(({ rows }) => rows)).toEqual([1_500, 300, 1]);
  expect(await outboxByKind()).toEqual(before);
  expect((await pool.query('SELECT FROM hub.idempotency')).rowCount).toBe(1);
});

it('a key within its age returns the first result; beyond it a call counts as new', async () => {
  await rename(ann, 'key 1', 'Ann');
  await ageKeys('89 days');
  await rename(bob, 'key 2', 'Bob');
  await prune(pool, retention);
  expect(await rename(ann, 'key 1', 'Ann')).toBe(ann);
  await expect(rename(ann, 'key 1', 'Anne')).rejects.toMatchObject({
    extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
  });
  expect((await pool.query('SELECT FROM hub.outbox WHERE aggregateid = $1', [ann])).rowCount).toBe(1);

  await ageKeys('2 days');
  expect((await prune(pool, retention)).tables.at(-1)?.rows).toBe(1);
  expect(await rename(ann, 'key 1', 'Anne')).toBe(ann);
  const { rows } = await pool.query('SELECT crn, name FROM "Member" ORDER BY crn');
  expect(rows).toEqual([
    { crn: ann, name: 'Anne' },
    { crn: bob, name: 'Bob' },
  ]);
  expect((await pool.query('SELECT FROM hub.outbox WHERE aggregateid = $1', [ann])).rowCount).toBe(2);
});

it("a key that is forgotten does not write over the record that it made, in the same file or another person's", async () => {
  const id = await lend(ann, 'key 1', 'kite');
  expect(id).toBe(recordId('toys', 'key 1'));
  await ageKeys('91 days');
  await prune(pool, retention);
  for (const crn of [ann, bob]) {
    await expect(lend(crn, 'key 1', 'ball')).rejects.toMatchObject({
      message: 'The idempotency key "key 1" made a record that is there; choose a new one for each call.',
      extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  }
  const { rows } = await pool.query('SELECT id, crn, toy FROM "Loan"');
  expect(rows).toEqual([{ id, crn: ann, toy: 'kite' }]);
  expect((await pool.query('SELECT FROM hub.outbox')).rowCount).toBe(1);
  expect((await pool.query('SELECT FROM hub.idempotency')).rowCount).toBe(0);
});

it('of two prunings at once one works and the other says so', async () => {
  await fillAllKinds();
  const holder = await pool.connect();
  try {
    // The first one stands before this row of the last batch until the other has been tried.
    await holder.query('BEGIN');
    await holder.query(
      "SELECT FROM hub.outbox WHERE aggregateid LIKE 'old-%' ORDER BY ctid DESC LIMIT 1 FOR UPDATE",
    );
    const begun = Promise.withResolvers<void>();
    const first = prune(pool, retention, { onProgress: () => begun.resolve() });
    await begun.promise;
    expect(await prune(pool, retention)).toEqual({ state: 'busy', tables: [] });
    await holder.query('COMMIT');
    expect(await first).toMatchObject({ state: 'done', tables: [{ rows: 1_500 }, {}, {}] });
  } finally {
    holder.release(true);
  }
  expect(await prune(pool, retention)).toMatchObject({ state: 'done', tables: [{ rows: 0 }, {}, {}] });
});

it('one that is stopped between two batches keeps what it did, and the next one does the rest', async () => {
  await fillAllKinds();
  const stopping = new AbortController();
  const stopped = await prune(pool, retention, {
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  });
  expect(stopped.state).toBe('stopped');
  const gone = stopped.tables[0]?.rows ?? 0;
  expect(gone).toBeGreaterThan(0);
  expect(gone).toBeLessThan(1_500);
  expect(await outboxByKind()).toMatchObject({ 'old-': 1_500 - gone });
  expect((await prune(pool, retention)).tables[0]?.rows).toBe(1_500 - gone);
});

it('a relay and changes at the same time lose nothing', async () => {
  await using logDatabase = await testDatabase();
  const logger = createLogger('fatal');
  const log = createPostgresEventLog({ databaseUrl: logDatabase.url, logger });
  await log.ensureTopics([topicOf('toys')]);
  await fillAllKinds();
  // What waits goes on the log too, and leaves with it; the parked stay, and what is marked is not sent again.
  const relay = startRelay({ agency: 'toys', databaseUrl: database.url, log, logger });
  try {
    const changes = (async () => {
      for (let n = 0; n < 60; n += 1) await lend(n % 2 ? ann : bob, `live ${n}`, `toy ${n}`);
    })();
    let settled = false;
    const done = changes.finally(() => {
      settled = true;
    });
    // The strictest that there is: all that is marked goes.
    while (!settled) await prune(pool, { outboxDays: 1, idempotencyKeyDays: 1 });
    await done;
    await relay.drained();
    const sent: (string | null)[] = [];
    const reading = await log.subscribe({
      group: 'all',
      topics: [topicOf('toys')],
      onBatch: async (records) => void sent.push(...records.map(({ key }) => key)),
    });
    await vi.waitFor(() => expect(sent).toHaveLength(90), 10_000);
    await reading.stop();
  } finally {
    await relay.stop();
    await log.close();
  }
  expect(await outboxByKind()).toEqual({ 'parked-': 20 });
  const { rows } = await pool.query(
    `SELECT sum(json_array_length(events))::int AS events FROM hub.outbox_sent WHERE sent_at > now() - interval '1 day'`,
  );
  expect(rows).toEqual([{ events: 90 }]);
  expect((await pool.query('SELECT FROM hub.idempotency')).rowCount).toBe(60);
});

it('the schedule prunes by itself, counts rows in the metrics, and ends when it is asked to', async () => {
  await fillAllKinds();
  const metrics = new Registry();
  const stop = keepPruning({ pool, retention, logger: createLogger('fatal'), metrics, firstAfter: 1 });
  await vi.waitFor(
    async () =>
      expect(await metrics.metrics()).toContain('throughgate_pruned_rows_total{table="hub.outbox"} 1500'),
    10_000,
  );
  await stop();
  expect(await outboxByKind()).toEqual({ 'young-': 40, 'waiting-': 30, 'parked-': 20 });
});
