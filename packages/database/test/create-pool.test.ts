import { PrismaPg } from '@prisma/adapter-pg';
import { testDatabase, testPostgresUrl } from '@throughgate/testkit';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createPool } from '../src/index.ts';
import { silent } from './support/logger.ts';
import { query } from './support/query.ts';

async function count(metrics: Registry, labels: string): Promise<number> {
  const text = await metrics.metrics();
  const line = text.split('\n').find((row) => row.startsWith(`throughgate_sql_statements_total{${labels}}`));
  return Number(line?.split(' ').at(-1) ?? 0);
}

test('every statement is counted, whoever sends it, and transactions apart', async () => {
  await using database = await testDatabase();
  const metrics = new Registry();
  const pool = createPool(database.url, { name: 'prisons', metrics, logger: silent });
  await pool.query('CREATE TABLE t (n int)');
  await pool.query('INSERT INTO t VALUES ($1)', [1]);
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query({ text: 'INSERT INTO t VALUES ($1)', values: [2] });
  await client.query('COMMIT');
  client.release();
  await expect(pool.query('SELECT nonsense')).rejects.toThrow('nonsense');
  expect(await count(metrics, 'pool="prisons",kind="data"')).toBe(4);
  expect(await count(metrics, 'pool="prisons",kind="control"')).toBe(2);

  // What PrismaClient does with the adapter.
  const prisma = await new PrismaPg(pool).connect();
  const { rows } = await prisma.queryRaw({ sql: 'SELECT n FROM t', args: [], argTypes: [] });
  expect(rows).toEqual([[1], [2]]);
  const transaction = await prisma.startTransaction();
  await transaction.executeRaw({ sql: 'DELETE FROM t', args: [], argTypes: [] });
  await transaction.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] });
  await transaction.rollback();
  expect(await count(metrics, 'pool="prisons",kind="data"')).toBe(6);
  expect(await count(metrics, 'pool="prisons",kind="control"')).toBe(4);

  expect(await metrics.metrics()).toContain('throughgate_sql_connections{pool="prisons",state="idle"} 1');
  expect(await metrics.metrics()).toContain('throughgate_sql_statement_seconds_count{pool="prisons"} 6');
  await prisma.dispose();
  await pool.end();
});

test('several pools share one registry', async () => {
  await using database = await testDatabase();
  const metrics = new Registry();
  const options = { metrics, logger: silent };
  const pools = ['prisons', 'events'].map((name) => createPool(database.url, { name, ...options }));
  for (const pool of pools) await pool.query('SELECT 1');
  expect(await count(metrics, 'pool="prisons",kind="data"')).toBe(1);
  expect(await count(metrics, 'pool="events",kind="data"')).toBe(1);
  await Promise.all(pools.map((pool) => pool.end()));
});

test('a connection lost while idle harms nothing and is replaced', async () => {
  await using database = await testDatabase();
  const pool = createPool(database.url, { name: 'lossy', metrics: new Registry(), logger: silent });
  const lost = Promise.withResolvers<void>();
  pool.once('error', () => lost.resolve());
  await pool.query('SELECT 1');
  await query(
    testPostgresUrl(),
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lossy'",
  );
  await lost.promise;
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('days arrive as days, whatever the zone of the machine', async () => {
  await using database = await testDatabase();
  const pool = createPool(database.url, { name: 'days', metrics: new Registry(), logger: silent });
  const { rows } = await pool.query(
    "SELECT date '2026-03-29' AS day, timestamptz '2026-03-29 01:30Z' AS moment",
  );
  expect(rows).toEqual([{ day: '2026-03-29', moment: new Date('2026-03-29T01:30:00Z') }]);
  await pool.end();
});

test('a statement that runs too long is cancelled', async () => {
  await using database = await testDatabase();
  const options = { name: 'slow', metrics: new Registry(), logger: silent, statementTimeout: 50 };
  const pool = createPool(database.url, options);
  await expect(pool.query('SELECT pg_sleep(30)')).rejects.toThrow('statement timeout');
  await pool.end();
});
