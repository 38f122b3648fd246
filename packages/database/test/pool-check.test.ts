import { randomUUID } from 'node:crypto';
import { testPostgresUrl } from '@throughgate/testkit';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPool, poolCheck, provision } from '../src/index.ts';
import { silent } from './support/logger.ts';
import { query } from './support/query.ts';

// A role of its own, as services have: a superuser may do everything.

const name = `check${randomUUID().slice(0, 8)}`;
const role = `throughgate_${name}`;
let pool: pg.Pool;
/** What readiness says, or `ready`. A check of its own each time: a result is kept for a second. */
const says = () =>
  poolCheck('database', pool)
    .check()
    .then(
      () => 'ready',
      (error: Error) => error.message,
    );

beforeEach(async () => {
  const { [name]: url = '' } = await provision(testPostgresUrl(), [name], 'the secret of this test');
  pool = createPool(url, { name: 'checked', metrics: new Registry(), logger: silent, max: 2 });
  await pool.query('CREATE TABLE movement (id int)');
  expect(await says()).toBe('ready');
});
afterEach(async () => {
  await pool.end();
  await query(testPostgresUrl(), `DROP DATABASE ${role} WITH (FORCE)`);
  await query(testPostgresUrl(), `DROP ROLE ${role}`);
});

test.each<[string, string, RegExp]>([
  ['another password', `ALTER ROLE ${role} PASSWORD 'another'`, /password authentication failed/],
  ['no right to log in', `ALTER ROLE ${role} NOLOGIN`, /not permitted to log in/],
  ['no room for one more connection', `ALTER ROLE ${role} CONNECTION LIMIT 1`, /too many connections/],
  ['only reads', `ALTER ROLE ${role} SET default_transaction_read_only = on`, /read-only/],
  [
    'the rights of another',
    `GRANT pg_monitor TO ${role}; ALTER ROLE ${role} SET role = pg_monitor`,
    /"pg_monitor"/,
  ],
  [
    'no right to connect',
    `REVOKE CONNECT ON DATABASE ${role} FROM ${role}; ALTER DATABASE ${role} OWNER TO CURRENT_USER`,
    /permission denied for database/,
  ],
])(
  'a role that has %s now is not ready, although its connections are open',
  async (_name, change, reason) => {
    await query(testPostgresUrl(), change);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(await says()).toMatch(reason);
  },
);

test('a table that may not be read or written is named', async () => {
  const admin = new URL(testPostgresUrl());
  admin.pathname = `/${role}`;
  for (const right of ['SELECT', 'INSERT', 'UPDATE']) {
    await query(admin.href, `REVOKE ${right} ON movement FROM ${role}`);
    expect(await says()).toBe(`role ${role} may not read and write table public.movement`);
    await query(admin.href, `GRANT ${right} ON movement TO ${role}`);
  }
  expect(await says()).toBe('ready');
});

test('a pool of which all connections are in use is not ready, and says so in time', async () => {
  const clients = await Promise.all([pool.connect(), pool.connect()]);
  const check = poolCheck('database', pool);
  // Asked many times, it waits once.
  const reasons = await Promise.all(
    [1, 2, 3].map(() => check.check().catch((error: Error) => error.message)),
  );
  expect(new Set(reasons)).toEqual(new Set(['no connection free in 1500 ms: 2 in use, 1 requests wait']));
  for (const client of clients) client.release();
  expect(await says()).toBe('ready');
});
