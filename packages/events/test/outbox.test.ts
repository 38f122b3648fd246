import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutboxBell, ensureOutbox } from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';

const backupPage = readFileSync(join(import.meta.dirname, '../../../docs/backup.md'), 'utf8');

/** The SQL of docs/backup.md that begins so. */
function backupSql(beginning: string): string {
  const from = backupPage.indexOf(beginning);
  const sql = from < 0 ? undefined : /^[^"]*?(?=^SQL$)|^[^"]*(?=")/m.exec(backupPage.slice(from))?.[0];
  return sql ?? expect.fail(`docs/backup.md has no SQL "${beginning} …"`);
}

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

  test('keeps what leaves it while a backup is made, by the commands of docs/backup.md, which put it back in its place', async () => {
    await using database = await testDatabase();
    const agency = new pg.Pool({ connectionString: database.url });
    await using _ = { [Symbol.asyncDispose]: () => agency.end() };
    await ensureOutbox(agency);
    const versions = async (table = 'outbox') =>
      (await agency.query(`SELECT version::int FROM hub.${table} ORDER BY position`)).rows.map(
        ({ version }) => version,
      );
    const send = (version: number) => agency.query('DELETE FROM hub.outbox WHERE version = $1', [version]);
    await record(
      agency,
      [1, 2, 3, 4].map((version) => changeEvent({ key: 'A', version })),
    );
    await send(1);
    for (const _again of [1, 2]) await agency.query(backupSql('CREATE OR REPLACE TRIGGER'));
    await send(2);
    await send(3);
    expect(await versions('outbox_kept')).toEqual([2, 3]);

    // The dumps are restored with the trigger as it was.
    await agency.query(backupSql('DROP TRIGGER IF EXISTS outbox_keep ON hub.outbox;\nINSERT'));
    expect(await versions()).toEqual([2, 3, 4]);
    await send(2);
    expect(await versions('outbox_kept')).toEqual([]);
    await record(agency, [changeEvent({ key: 'A', version: 5 })]);
    expect(await versions()).toEqual([3, 4, 5]);

    await agency.query(backupSql('CREATE OR REPLACE TRIGGER'));
    await send(3);
    await agency.query(backupSql('DROP TRIGGER IF EXISTS outbox_keep ON hub.outbox; TRUNCATE'));
    await send(4);
    expect([await versions(), await versions('outbox_kept')]).toEqual([[5], []]);
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
