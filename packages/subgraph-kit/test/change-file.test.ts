import { recordId } from '@throughgate/domain';
import { eventBytes } from '@throughgate/events';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeFile } from '../src/files/change-file.ts';
import type { FileCommands } from '../src/files/command.ts';
import { loadFiles } from '../src/files/load-files.ts';
import { type Command, notFound, type PersonFile } from '../src/index.ts';
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

const ann = 'X000001';
const bob = 'X000002';

/** Lends a toy; the answer is the loan's id. */
async function lend(file: PersonFile<ToyTables>, { toy }: { toy: string }): Promise<string> {
  file.record(changeOf({ Loan: loan(file.newId, file.key, toy) }, file.newId));
  return file.newId;
}

/** Returns all toys that are lent. Raises `NOT_FOUND` when none is. */
async function giveBack(file: PersonFile<ToyTables>): Promise<string> {
  const lent = (await file.list('Loan')).filter(({ to }) => to === null);
  if (lent.length === 0) throw notFound('loan', file.key);
  file.record(changeOf({ Loan: lent.map((row) => ({ ...row, to: '2026-10-09' })) }));
  return file.key;
}

/** Lends a toy that nobody else has on that day. Raises `NOT_FOUND` when somebody has. */
async function lendOnlyOne(file: PersonFile<ToyTables>, { toy }: { toy: string }): Promise<string> {
  const lent = await file.peers('Loan', 'toy', toy, [
    { column: 'from', from: '2026-10-01', to: '2026-10-02' },
  ]);
  if (lent.some(({ to }) => to === null)) throw notFound('toy', toy);
  return lend(file, { toy });
}

/** Records a change and then finds that it must not be. */
async function failAfterRecording(file: PersonFile<ToyTables>): Promise<string> {
  file.record(changeOf({ Loan: loan(file.newId, file.key) }));
  throw new Error('too late');
}

const mutations = { lend, lendOnlyOne, giveBack, failAfterRecording };
const commands: FileCommands = new Map(
  Object.entries(mutations).map(([name, command]) => [name, { file: memberFile, command }]),
);

const call = (mutation: keyof typeof mutations, crn: string, idempotencyKey: string, rest: object = {}) =>
  changeFile(pool, toyAgency, {
    mutation,
    file: memberFile,
    command: mutations[mutation] as Command<ToyTables, { idempotencyKey: string; crn: string }>,
    input: { idempotencyKey, crn, ...rest },
  });

async function rows(sql: string): Promise<unknown[]> {
  return (await pool.query(sql)).rows;
}
const loans = () => rows('SELECT id, crn, toy, "to" FROM "Loan" ORDER BY toy');
const outbox = () => rows('SELECT aggregateid AS key, version::int FROM hub.outbox ORDER BY position');

it('a change writes its row, its event and the version of the file', async () => {
  const id = await call('lend', ann, 'key 1', { toy: 'kite' });
  expect(id).toBe(recordId('toys', 'key 1'));
  expect(await loans()).toEqual([{ id, crn: ann, toy: 'kite', to: null }]);
  expect(await outbox()).toEqual([{ key: ann, version: 1 }]);
  expect(await rows('SELECT key, version FROM hub.file')).toEqual([{ key: ann, version: 1 }]);
});

it('a command reads what was written before: dates as text, and only its own file', async () => {
  await call('lend', ann, 'key 1', { toy: 'ball' });
  await call('lend', ann, 'key 2', { toy: 'kite' });
  await call('lend', bob, 'key 3', { toy: 'lego' });
  const seen = await changeFile(pool, toyAgency, {
    mutation: 'look',
    file: memberFile,
    input: { idempotencyKey: 'key 4', crn: ann },
    command: async (file) => {
      const list = await file.list('Loan');
      const other = await file.get('Loan', recordId('toys', 'key 3'));
      file.record(changeOf({ Loan: list }));
      return JSON.stringify({ toys: list.map(({ toy, from }) => [toy, from]).sort(), other });
    },
  });
  expect(JSON.parse(seen)).toEqual({
    toys: [
      ['ball', '2026-10-01'],
      ['kite', '2026-10-01'],
    ],
  });
});

it('a rule about what files share holds of calls that come at once, and sees what others have committed', async () => {
  const people = Array.from({ length: 10 }, (_, index) => `X00001${index}`);
  const results = await Promise.allSettled(
    people.map((crn) => call('lendOnlyOne', crn, `only ${crn}`, { toy: 'kite' })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await loans()).toHaveLength(1);
  await call('lendOnlyOne', ann, 'key 1', { toy: 'ball' });
  await call('lendOnlyOne', ann, 'key 2', { toy: 'ball' });
  await call('giveBack', ann, 'key 3');
  await call('lendOnlyOne', bob, 'key 4', { toy: 'ball' });
});

it('a command that fails after it recorded something leaves no trace, and its key may be used again', async () => {
  await expect(call('failAfterRecording', ann, 'key 1')).rejects.toThrow('too late');
  expect([await loans(), await outbox(), await rows('SELECT * FROM hub.file')]).toEqual([[], [], []]);
  await call('lend', ann, 'key 1', { toy: 'kite' });
  expect(await outbox()).toEqual([{ key: ann, version: 1 }]);
});

it('a row that the database refuses takes its event and its key back with it', async () => {
  const broken = { mutation: 'lend', file: memberFile, input: { idempotencyKey: 'key 1', crn: ann } };
  const command = async (file: PersonFile<ToyTables>) => {
    file.record(changeOf({ Loan: { ...loan('1', file.key), from: 'not a day' } }));
    return '1';
  };
  await expect(changeFile(pool, toyAgency, { ...broken, command })).rejects.toThrow(/cannot be stored/);
  expect([await outbox(), await rows('SELECT * FROM hub.idempotency')]).toEqual([[], []]);
  expect(pool.totalCount - pool.idleCount).toBe(0);
});

it('a change whose event the log would not take is refused, with its size and the field that makes it', async () => {
  const told = (text: string) =>
    changeFile(pool, toyAgency, {
      mutation: 'tell',
      file: memberFile,
      input: { idempotencyKey: 'key 1', crn: ann, text, note: 'short' },
      maxEventBytes: 10_000,
      command: async (file, input) => {
        file.record({ ...changeOf({ Loan: loan('1', file.key) }), data: { ...input } });
        return '1';
      },
    });
  await expect(told('é'.repeat(5_000))).rejects.toMatchObject({
    message: expect.stringMatching(/^"text" is too long: .* 10\d{3} bytes.* takes 10000 at most/),
    extensions: { code: 'BAD_USER_INPUT', field: 'text' },
  });
  expect([await outbox(), await rows('SELECT * FROM hub.idempotency')]).toEqual([[], []]);
  expect(await told('é'.repeat(4_000))).toBe('1');
});

it('what counts as the size of an event is no less than the log has of it', async () => {
  await call('lend', ann, 'key 1', { toy: 'kite' });
  const data = { a: [1, 2, { b: 'c,d:e', f: [], g: {} }], 'x:y': null, text: 'é"\\\n😀', deep: [[[true]]] };
  await changeFile(pool, toyAgency, {
    mutation: 'tell',
    file: memberFile,
    input: { idempotencyKey: 'key 2', crn: ann },
    command: async (file) => {
      file.record({ ...changeOf({ Loan: loan('1', file.key) }), data });
      return '1';
    },
  });
  const stored = await rows('SELECT octet_length(payload::text) AS bytes FROM hub.outbox WHERE version = 2');
  const { bytes } = stored[0] as { bytes: number };
  const event = toyAgency.eventOf(
    { ...changeOf({}), data },
    { file: memberFile, key: ann, version: 2, recordedAt: new Date().toISOString() },
  );
  // The envelope is what is left of an event without data.
  expect(eventBytes(event) - eventBytes({ ...event, data: {} }) + 2).toBe(bytes);
});

it('a file whose key is written in another way is the same file', async () => {
  await call('lend', ann, 'key 1', { toy: 'kite' });
  await call('giveBack', ' x000001', 'key 2');
  expect(await outbox()).toEqual([
    { key: ann, version: 1 },
    { key: ann, version: 2 },
  ]);
  const steps = [{ mutation: 'lend', input: { idempotencyKey: 'key 3', crn: 'x000001' }, recordedAt: '' }];
  expect(await loadFiles(pool, toyAgency, commands, steps)).toMatchObject({ files: 0, skipped: 1 });
});

it('a file whose key is malformed is refused', async () => {
  await expect(call('lend', 'nonsense', 'key 1', { toy: 'kite' })).rejects.toMatchObject({
    message: expect.stringContaining('CRN'),
    extensions: { code: 'BAD_USER_INPUT', field: 'crn' },
  });
  expect([await outbox(), await rows('SELECT * FROM hub.idempotency')]).toEqual([[], []]);
});

describe('calls at once', () => {
  it('on one file run one after the other, so that versions count up without a gap', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => call('lend', ann, `key ${index}`, { toy: 'kite' })),
    );
    expect(await outbox()).toEqual(
      Array.from({ length: 20 }, (_, index) => ({ key: ann, version: index + 1 })),
    );
  });

  it('see each other: what one took back, the other one does not find', async () => {
    await call('lend', ann, 'key 1', { toy: 'kite' });
    const results = await Promise.allSettled(['key 2', 'key 3'].map((key) => call('giveBack', ann, key)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await outbox()).toHaveLength(2);
  });

  it('with one key are one call', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => call('lend', ann, 'key 1', { toy: 'kite' })),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await outbox()).toHaveLength(1);
  });
});

it.each([
  ['another input', 'lend', ann, { toy: 'ball' }],
  ['another file', 'lend', bob, { toy: 'kite' }],
  ['another mutation', 'giveBack', ann, { toy: 'kite' }],
] as const)('a key that comes again with %s is refused', async (_name, mutation, crn, rest) => {
  await call('lend', ann, 'key 1', { toy: 'kite' });
  await expect(call(mutation, crn, 'key 1', rest)).rejects.toMatchObject({
    extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
  });
  expect(await outbox()).toHaveLength(1);
});

it.each<[string, string, object]>([
  ['an optional field null instead of left out', ann, { toy: 'kite', note: null }],
  ['fields in another order', ann, { note: undefined, toy: 'kite' }],
  ["the file's identifier written otherwise", ' x000001', { toy: 'kite' }],
])('a key that comes again with %s gives the first result', async (_name, crn, rest) => {
  const first = await call('lend', ann, 'key 1', { toy: 'kite' });
  expect(await call('lend', crn, 'key 1', rest)).toBe(first);
  expect(await outbox()).toHaveLength(1);
});

describe('a bulk load', () => {
  const recordedAt = '2026-10-01T09:00:00.000Z';
  const step = (mutation: string, crn: string, idempotencyKey: string, rest: object = {}) => ({
    mutation,
    input: { idempotencyKey, crn, ...rest },
    recordedAt,
  });

  it('writes what live calls write, and they go on from there', async () => {
    const result = await loadFiles(pool, toyAgency, commands, [
      step('lend', ann, 'key 1', { toy: 'ball' }),
      step('lend', bob, 'key 2', { toy: 'lego' }),
      step('lend', ann, 'key 3', { toy: 'kite' }),
      step('giveBack', ann, 'key 4'),
    ]);
    expect(result).toEqual({ files: 2, events: 4, skipped: 0 });
    await call('giveBack', bob, 'key 5');
    const to = '2026-10-09';
    expect(await loans()).toEqual([
      { id: recordId('toys', 'key 1'), crn: ann, toy: 'ball', to },
      { id: recordId('toys', 'key 3'), crn: ann, toy: 'kite', to },
      { id: recordId('toys', 'key 2'), crn: bob, toy: 'lego', to },
    ]);
    const versions = ((await outbox()) as { key: string; version: number }[]).filter(
      ({ key }) => key === bob,
    );
    expect(versions).toEqual([
      { key: bob, version: 1 },
      { key: bob, version: 2 },
    ]);
  });

  it('leaves files alone that exist, and takes the others', async () => {
    await call('lend', ann, 'key 1', { toy: 'kite' });
    const steps = [step('lend', ann, 'key 2', { toy: 'ball' }), step('lend', bob, 'key 3', { toy: 'lego' })];
    expect(await loadFiles(pool, toyAgency, commands, steps)).toEqual({ files: 1, events: 1, skipped: 1 });
    expect(await loadFiles(pool, toyAgency, commands, steps)).toEqual({ files: 0, events: 0, skipped: 2 });
    expect(await outbox()).toHaveLength(2);
  });

  it('that is run twice at once, in another order and beside live calls, writes each file once', async () => {
    const members = Array.from({ length: 30 }, (_, index) => `X0001${String(index).padStart(2, '0')}`);
    const steps = members.flatMap((crn) => [
      step('lend', crn, `${crn} 1`, { toy: 'ball' }),
      step('lend', crn, `${crn} 2`, { toy: 'kite' }),
    ]);
    const [one, two] = await Promise.all([
      loadFiles(pool, toyAgency, commands, steps),
      loadFiles(pool, toyAgency, commands, steps.toReversed()),
      ...members.map((crn) => call('lend', crn, `${crn} live`, { toy: 'lego' })),
    ]);
    const [loans] = await rows('SELECT count(*)::int AS count FROM "Loan"');
    const [events] = await rows(
      'SELECT count(*)::int AS count, count(DISTINCT (aggregateid, version))::int AS different FROM hub.outbox',
    );
    const made = 2 * (one.files + two.files) + members.length;
    expect(loans).toEqual({ count: made });
    expect(events).toEqual({ count: made, different: made });
    const ahead = await rows(
      'SELECT key FROM hub.file WHERE version <> (SELECT max(version) FROM hub.outbox WHERE aggregateid = key)',
    );
    expect(ahead).toEqual([]);
    expect(one.files + one.skipped).toBe(members.length);
    expect(two.files + two.skipped).toBe(members.length);
  });

  it('leaves a file alone that somebody else makes meanwhile', async () => {
    const other = await pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('INSERT INTO hub.file VALUES ($1, 1)', [ann]);
      const loading = loadFiles(pool, toyAgency, commands, [
        step('lend', ann, 'key 1', { toy: 'ball' }),
        step('lend', bob, 'key 2', { toy: 'lego' }),
      ]);
      const waiting =
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await vi.waitFor(async () => expect(await rows(waiting)).toHaveLength(1), 10_000);
      await other.query('COMMIT');
      expect(await loading).toEqual({ files: 1, events: 1, skipped: 1 });
      expect(await outbox()).toEqual([{ key: bob, version: 1 }]);
    } finally {
      other.release(true);
    }
  });

  it('in which one command fails writes nothing at all', async () => {
    const steps = [step('lend', ann, 'key 1', { toy: 'kite' }), step('giveBack', bob, 'key 2')];
    await expect(loadFiles(pool, toyAgency, commands, steps)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    expect([await loans(), await outbox()]).toEqual([[], []]);
  });

  it('with a mutation that does not exist says so', async () => {
    await expect(loadFiles(pool, toyAgency, commands, [step('steal', ann, 'key 1')])).rejects.toThrow(
      /"steal"/,
    );
  });
});
