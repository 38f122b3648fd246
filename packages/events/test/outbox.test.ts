import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutboxBell, ensureOutbox } from '../src/index.ts';
import { remove } from '../src/outbox/outbox-rows.ts';
import { changeEvent, record } from './support/change-event.ts';

/** The SQL of docs/backup.md. */
function backupSql(): string {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/backup.md'), 'utf8');
  return /<<'SQL'\n([\s\S]*?)^SQL$/m.exec(page)?.[1] ?? expect.fail('docs/backup.md has no SQL');
}

const recordOf = (data: unknown) => ({
  ...{ topic: 'a topic', key: 'A', headers: {} },
  value: Buffer.from(JSON.stringify(data)),
});

describe('the outbox', () => {
  let pool: pg.Pool;
  const stack = new AsyncDisposableStack();

  beforeAll(async () => {
    const database = stack.use(await testDatabase());
    pool = new pg.Pool({ connectionString: database.url });
    stack.defer(() => pool.end());
    await Promise.all([ensureOutbox(pool), ensureOutbox(pool), ensureOutbox(pool)]);
  });
  afterAll(() => stack.disposeAsync());

  test("keeps Debezium's columns and gives positions in the order given", async () => {
    const events = Array.from({ length: 2_500 }, (_, index) => changeEvent({ key: 'A', version: index + 1 }));
    await record(pool, events);
    const { rows } = await pool.query(
      "SELECT id, aggregatetype, aggregateid, type, payload FROM hub.outbox WHERE aggregateid = 'A' ORDER BY position",
    );
    expect(rows).toEqual(
      events.map(({ id, type, data }) => ({
        id,
        aggregatetype: 'prisons',
        aggregateid: 'A',
        type,
        payload: data,
      })),
    );
  });

  test('refuses one version of a file twice: two changes took themselves for the next', async () => {
    await record(pool, [changeEvent({ key: 'B', version: 1 })]);
    await expect(record(pool, [changeEvent({ key: 'B', version: 1 })])).rejects.toMatchObject({
      code: '23505',
    });
  });

  test('takes back what it has sent by the command of docs/backup.md, each event in its place before what waits', async () => {
    await using database = await testDatabase();
    await using hub = {
      agency: new pg.Pool({ connectionString: database.url }),
      [Symbol.asyncDispose]: () => hub.agency.end(),
    };
    const { agency } = hub;
    await ensureOutbox(agency);
    const kept =
      'SELECT event.* FROM hub.outbox_sent, json_populate_recordset(NULL::hub.outbox, events) AS event';
    const rows = async (from = 'TABLE hub.outbox') => (await agency.query(`${from} ORDER BY position`)).rows;
    const data = { count: 1, text: 'größer \\ "x"' };
    await record(
      agency,
      [1, 2, 3, 4, 5].map((version) => changeEvent({ key: 'A', version, data })),
    );
    // Numbers beyond what JavaScript counts exactly, and a time to the microsecond.
    await agency.query(
      `UPDATE hub.outbox SET payload = payload || '{"exact": 12345678901234567890.10}', recorded_at = '2026-03-02 09:30:00.123456+00'`,
    );
    const asText = async () =>
      (await agency.query('SELECT payload::text, recorded_at::text FROM hub.outbox ORDER BY position')).rows;
    const [before, texts] = [await rows(), await asText()];
    const positions = (from: number, to: number) =>
      before.slice(from, to).map(({ position, payload }) => ({ position, record: recordOf(payload) }));
    await remove(agency, positions(0, 2));
    await remove(agency, positions(2, 3));
    await remove(agency, positions(2, 3));
    expect(await rows()).toEqual(before.slice(3));
    expect(await rows(kept)).toEqual(before.slice(0, 3));
    expect((await agency.query('TABLE hub.outbox_sent')).rowCount).toBe(2);
    // As a relay of a version before left it.
    await agency.query('UPDATE hub.outbox SET published_at = now() WHERE version = 5');
    for (const _again of [1, 2]) {
      await agency.query(backupSql());
      expect(await rows()).toEqual(before);
      expect(await asText()).toEqual(texts);
      expect((await agency.query('TABLE hub.outbox_sent')).rowCount).toBe(0);
    }
  });

  test('keeps what is sent at once in rows that PostgreSQL can hold', async () => {
    await using database = await testDatabase();
    const agency = new pg.Pool({ connectionString: database.url });
    await using _ = { [Symbol.asyncDispose]: () => agency.end() };
    await ensureOutbox(agency);
    const data = { text: 'x'.repeat(7 * 2 ** 20) };
    const versions = [1, 2, 3, 4];
    for (const version of versions) await record(agency, [changeEvent({ key: 'A', version, data })]);
    const { rows } = await agency.query<{ position: string }>('SELECT position FROM hub.outbox');
    await remove(
      agency,
      rows.map(({ position }) => ({ position, record: recordOf(data) })),
    );
    const { rows: kept } = await agency.query(
      'SELECT json_array_length(events) AS events FROM hub.outbox_sent',
    );
    expect(kept.map(({ events }) => events)).toEqual([3, 1]);
    expect((await agency.query('TABLE hub.outbox')).rowCount).toBe(0);
  });

  test('is made without the trigger that notified in the transaction, and one that has it loses it', async () => {
    await using database = await testDatabase();
    const old = new pg.Pool({ connectionString: database.url });
    await using _ = { [Symbol.asyncDispose]: () => old.end() };
    const triggers = async () =>
      (await old.query("SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('hub.outbox')")).rows;
    await ensureOutbox(old);
    expect(await triggers()).toEqual([]);
    await old.query(`
      CREATE FUNCTION hub.notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
      CREATE TRIGGER outbox_notify AFTER INSERT ON hub.outbox
        FOR EACH STATEMENT EXECUTE FUNCTION hub.notify_outbox();`);
    await record(old, [changeEvent({ key: 'A' })]);
    await Promise.all([ensureOutbox(old), ensureOutbox(old), ensureOutbox(old)]);
    expect(await triggers()).toEqual([]);
    expect((await old.query("SELECT FROM pg_proc WHERE proname = 'notify_outbox'")).rowCount).toBe(0);
    expect((await old.query('SELECT FROM hub.outbox')).rowCount).toBe(1);
  });
});

describe('the bell of an outbox', () => {
  test('wakes at once, is one for what rings while it is passed on, and is heard for the last of them', async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await testDatabase());
    const pool = new pg.Pool({ connectionString: database.url });
    stack.defer(() => pool.end());
    const listener = await pool.connect();
    stack.defer(() => listener.release(true));
    let heard = 0;
    listener.on('notification', () => {
      heard += 1;
    });
    await listener.query('LISTEN outbox');
    const bell = createOutboxBell(pool);
    bell.ring();
    await expect.poll(() => heard).toBe(1);
    // While one is passed on, however many ring are one more.
    for (let ring = 0; ring < 100; ring++) bell.ring();
    await expect.poll(() => heard).toBeGreaterThan(1);
    await listener.query('SELECT 1');
    expect(heard).toBeLessThanOrEqual(3);
  });

  test('says nothing where the database is away, and works again afterwards', async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await testDatabase());
    const pool = new pg.Pool({ connectionString: database.url });
    stack.defer(() => pool.end());
    const asked: string[] = [];
    const bell = createOutboxBell({
      query: async (statement: pg.QueryConfig) => {
        asked.push(statement.text);
        if (asked.length === 1) throw new Error('away');
        return pool.query(statement);
      },
    } as unknown as pg.Pool);
    bell.ring();
    await expect.poll(() => asked.length).toBe(1);
    bell.ring();
    await expect.poll(() => asked.length).toBe(2);
  });
});
