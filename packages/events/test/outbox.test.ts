import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOutbox, outboxInsert } from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';

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

  test('tells listeners once for each transaction that commits, and not for one that does not', async () => {
    await using stack = new AsyncDisposableStack();
    const listener = await pool.connect();
    stack.defer(() => listener.release(true));
    let notified = 0;
    listener.on('notification', () => {
      notified += 1;
    });
    await listener.query('LISTEN outbox');
    const writer = await pool.connect();
    stack.defer(() => writer.release());
    for (const end of ['ROLLBACK', 'COMMIT']) {
      await writer.query('BEGIN');
      for (const key of ['C', 'D']) {
        const { text, values } = outboxInsert([changeEvent({ key })]);
        await writer.query(text, values);
      }
      await writer.query(end);
    }
    await expect.poll(() => notified).toBe(1);
    await listener.query('SELECT 1');
    expect(notified).toBe(1);
  });
});
