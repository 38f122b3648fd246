import { dayAsMidnight } from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createFileWriter, type FileWriter } from '../src/files/file-writer.ts';
import { type Command, notFound, type PersonFile } from '../src/index.ts';
import { type LendInput, lend, memberFile, type ToyTables, toyAgency } from './support/toy-agency.ts';
import { type ToyDatabase, toyDatabase } from './support/toy-database.ts';

let database: ToyDatabase;
let pool: pg.Pool;
let writer: FileWriter;
let rings = 0;
beforeAll(async () => {
  database = await toyDatabase();
  pool = database.pool;
  writer = createFileWriter(pool, toyAgency as never, { ring: () => (rings += 1) });
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.empty();
  rings = 0;
});

/** Lends a toy that nobody else has. */
async function lendOnlyOne(file: PersonFile<ToyTables>, input: LendInput): Promise<string> {
  const { toy = 'kite' } = input;
  if ((await file.peers('Loan', 'toy', toy)).length > 0) throw notFound('toy', toy);
  return lend(file, input);
}

const call = async (input: LendInput, command: Command<ToyTables, LendInput> = lend) =>
  (await writer.change({ mutation: command.name, file: memberFile, command, input })).result;
const people = Array.from({ length: 20 }, (_, index) => `X${String(index).padStart(6, '0')}`);
const id = (key: string) => recordId('toys', key);

/** Opens files, so that what follows finds them. */
const openFiles = () =>
  Promise.all(people.map((crn) => call({ idempotencyKey: `open ${crn}`, crn, toy: 'ball' })));
const count = async (sql: string) => Number((await pool.query(sql)).rows[0]?.count);
const transactions = () =>
  count("SELECT count(DISTINCT xmin::text) FROM hub.outbox WHERE payload->>'version' = '2'");
const versions = async () =>
  (await pool.query('SELECT version FROM hub.file ORDER BY key')).rows.map(({ version }) => version);

it('calls that come at once on files that are there share transactions, and each has its own answer', async () => {
  await openFiles();
  const answers = await Promise.all(people.map((crn) => call({ idempotencyKey: `a ${crn}`, crn })));
  expect(answers).toEqual(people.map((crn) => id(`a ${crn}`)));
  expect(await transactions()).toBe(1);
  expect(await versions()).toEqual(people.map(() => 2));
  expect(await count('SELECT count(*) FROM hub.outbox')).toBe(2 * people.length);
  expect(await count('SELECT count(*) FROM hub.idempotency WHERE result_id IS NOT NULL')).toBe(
    2 * people.length,
  );
  expect(rings).toBe(people.length + 1);
});

it('a call that breaks a rule fails by itself, and leaves nothing', async () => {
  await openFiles();
  const results = await Promise.allSettled(
    people.map((crn, index) =>
      call({ idempotencyKey: `a ${crn}`, crn, toy: index % 2 === 0 ? 'kite' : 'stolen' }),
    ),
  );
  expect(results.map(({ status }) => status)).toEqual(
    people.map((_, index) => (index % 2 === 0 ? 'fulfilled' : 'rejected')),
  );
  expect(await versions()).toEqual(people.map((_, index) => (index % 2 === 0 ? 2 : 1)));
  expect(await transactions()).toBe(1);
  expect(await count("SELECT count(*) FROM hub.idempotency WHERE key LIKE 'a %'")).toBe(10);
  // Its key is free.
  await call({ idempotencyKey: 'a X000001', crn: 'X000001' });
});

it('a call that breaks a statement fails by itself: the others are run again, each once', async () => {
  await openFiles();
  const results = await Promise.allSettled(
    people.map((crn, index) =>
      call({ idempotencyKey: `a ${crn}`, crn, toy: index === 7 ? 'k\0te' : 'kite' }),
    ),
  );
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([
    {
      status: 'rejected',
      reason: expect.objectContaining({ message: expect.stringContaining('cannot be stored') }),
    },
  ]);
  expect(results[7]?.status).toBe('rejected');
  expect(await versions()).toEqual(people.map((_, index) => (index === 7 ? 1 : 2)));
  expect(await count('SELECT count(*) FROM hub.outbox')).toBe(2 * people.length - 1);
});

it('calls on one file run in the order in which they came', async () => {
  const toys = Array.from({ length: 12 }, (_, index) => `toy ${index}`);
  await Promise.all(toys.map((toy) => call({ idempotencyKey: toy, crn: 'X000001', toy })));
  const { rows } = await pool.query(
    `SELECT toy FROM hub.outbox JOIN "Loan" ON "Loan".id = subject_id ORDER BY version`,
  );
  expect(rows.map(({ toy }) => toy)).toEqual(toys);
});

it('a key that comes many times at once has one effect and one answer; for something else it is refused', async () => {
  await openFiles();
  const input = { idempotencyKey: 'once', crn: 'X000001' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(input)));
  expect(new Set(answers)).toEqual(new Set([id('once')]));
  expect(await count('SELECT count(*) FROM hub.outbox WHERE version > 1')).toBe(1);
  for (const other of [
    { ...input, toy: 'lego' },
    { ...input, crn: 'X000002' },
  ]) {
    await expect(call(other)).rejects.toMatchObject({ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  }
});

it('a key that two processes use at once for different files is refused to one of them', async () => {
  await openFiles();
  const other = createFileWriter(pool, toyAgency as never, { ring: () => undefined });
  const results = await Promise.allSettled([
    call({ idempotencyKey: 'once', crn: 'X000001' }),
    other.change({
      mutation: 'lend',
      file: memberFile,
      command: lend,
      input: { idempotencyKey: 'once', crn: 'X000002' },
    }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } },
  });
  expect(await count('SELECT count(*) FROM hub.outbox WHERE version > 1')).toBe(1);
});

it('a key that was pruned does not write over what it made', async () => {
  await openFiles();
  await call({ idempotencyKey: 'once', crn: 'X000001' });
  await pool.query('TRUNCATE hub.idempotency');
  await pool.query(`UPDATE "Loan" SET toy = 'worn' WHERE id = $1`, [id('once')]);
  const results = await Promise.allSettled([
    call({ idempotencyKey: 'once', crn: 'X000001' }),
    call({ idempotencyKey: 'other', crn: 'X000002' }),
  ]);
  expect(results).toMatchObject([
    { status: 'rejected', reason: { extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } } },
    { status: 'fulfilled' },
  ]);
  expect(await count(`SELECT count(*) FROM "Loan" WHERE toy = 'worn'`)).toBe(1);
});

it('a file in the hands of another process holds up nobody else', async () => {
  await openFiles();
  const other = await pool.connect();
  await other.query('BEGIN');
  await other.query("SELECT FROM hub.file WHERE key = 'X000001' FOR UPDATE");
  let isHeld = true;
  const held = call({ idempotencyKey: 'held', crn: 'X000001' }).then((answer) => [answer, isHeld]);
  await Promise.all(people.slice(2).map((crn) => call({ idempotencyKey: `a ${crn}`, crn })));
  isHeld = false;
  await other.query('COMMIT');
  other.release();
  expect(await held).toEqual([id('held'), false]);
});

it('a rule about what files share holds of calls that come at once', async () => {
  await openFiles();
  for (const toy of ['kite', 'lego']) {
    const results = await Promise.allSettled(
      people.map((crn) => call({ idempotencyKey: `${toy} ${crn}`, crn, toy }, lendOnlyOne)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await count(`SELECT count(*) FROM "Loan" WHERE toy = '${toy}'`)).toBe(1);
  }
});

it('a call that asks for its record gets it as it is stored, and none that it has not written', async () => {
  await openFiles();
  const answer = { table: 'Loan', types: dayAsMidnight };
  const ask = (idempotencyKey: string, crn: string) =>
    writer.change({
      mutation: 'lend',
      file: memberFile,
      command: lend,
      input: { idempotencyKey, crn },
      answer,
    });
  // The first learns the columns, the second is prepared; one is alone, for its file is new, and others are together.
  for (const round of ['one', 'two']) {
    const crns = round === 'one' ? ['X900001', ...people.slice(0, 3)] : ['X900002', ...people.slice(3, 6)];
    const changed = await Promise.all(crns.map((crn) => ask(`${round} ${crn}`, crn)));
    const stored = await pool.query({
      text: 'SELECT * FROM "Loan" WHERE toy = $1',
      values: ['kite'],
      types: dayAsMidnight,
    });
    for (const { result, row } of changed) expect(row).toEqual(stored.rows.find((one) => one.id === result));
    expect(changed[0]?.row).toMatchObject({ from: new Date('2026-10-01T00:00:00Z'), to: null });
  }
  expect(await ask('one X900001', 'X900001')).toEqual({ is: 'done', result: id('one X900001') });
});

it('goes on when a migration adds and drops columns beside it', async () => {
  await openFiles();
  const answer = { table: 'Loan', types: dayAsMidnight };
  await pool.query('ALTER TABLE "Loan" ADD COLUMN note text');
  const ask = (crn: string, toy: string) =>
    writer.change({
      mutation: 'lend',
      file: memberFile,
      command: lend,
      input: { idempotencyKey: `${toy} ${crn}`, crn, toy },
      answer,
    });
  await Promise.all(people.map((crn) => ask(crn, 'kite')));
  // Learns the new column by a table whose columns it does not know, and then loses it.
  const fresh = { ...toyAgency };
  const later = createFileWriter(pool, fresh as never, { ring: () => undefined });
  const input = { idempotencyKey: 'later', crn: 'X000001', toy: 'lego' };
  await later.change({ mutation: 'lend', file: memberFile, command: lend, input, answer });
  await pool.query('ALTER TABLE "Loan" DROP COLUMN note');
  for (const toy of ['drum', 'top']) {
    const once = { idempotencyKey: toy, crn: 'X000001', toy };
    await later.change({ mutation: 'lend', file: memberFile, command: lend, input: once, answer });
  }
  expect(await count(`SELECT count(*) FROM "Loan" WHERE toy IN ('drum', 'top')`)).toBe(2);
});

it('each version is given once, by calls of two processes at once, though events leave the outbox as they come', async () => {
  const other = createFileWriter(pool, toyAgency as never, { ring: () => undefined });
  const crn = people[0] ?? '';
  const seen: number[] = [];
  const take = async () => {
    const { rows } = await pool.query<{ version: string }>('DELETE FROM hub.outbox RETURNING version');
    seen.push(...rows.map(({ version }) => Number(version)));
  };
  const calls = Array.from({ length: 30 }, async (_, index) => {
    const input = { idempotencyKey: `twice ${index}`, crn, toy: `toy ${index}` };
    const by = index % 2 === 0 ? writer : other;
    await by.change({ mutation: lend.name, file: memberFile, command: lend, input });
    await take();
  });
  await Promise.all(calls);
  await take();
  expect(seen.sort((a, b) => a - b)).toEqual(calls.map((_, index) => index + 1));
});
