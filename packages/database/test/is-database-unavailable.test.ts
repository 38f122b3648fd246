import { PrismaPg } from '@prisma/adapter-pg';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool, isDatabaseUnavailable } from '../src/index.ts';
import { silent } from './support/logger.ts';
import { query } from './support/query.ts';

// Errors as the driver, its pool and Prisma's adapter really raise them, of a real PostgreSQL.

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await query(database.url, 'CREATE TABLE t (n int PRIMARY KEY); INSERT INTO t VALUES (1), (2)');
});
afterAll(() => database[Symbol.asyncDispose]());

/** What a use of a pool fails with. */
async function failureOf(
  use: (pool: pg.Pool) => Promise<unknown>,
  url = database.url,
  max = 2,
): Promise<unknown> {
  const pool = createPool(url, { name: 'unavailable', metrics: new Registry(), logger: silent, max });
  try {
    return await use(pool).then(
      () => expect.fail('it did not fail'),
      (error: unknown) => error,
    );
  } finally {
    await pool.end();
  }
}

const overPrisma = (sql: string) => async (pool: pg.Pool) =>
  (await new PrismaPg(pool).connect()).queryRaw({ sql, args: [], argTypes: [] });

/** The same database with something of its URL changed. */
function elsewhere(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

const terminate = 'SELECT pg_terminate_backend(pg_backend_pid())';
const nobody = elsewhere.bind(undefined, (url) => {
  url.port = '1';
});

describe('a database that does not answer as things are', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['refuses connections', () => failureOf((pool) => pool.query('SELECT 1'), nobody())],
    ['refuses them to Prisma', () => failureOf(overPrisma('SELECT 1'), nobody())],
    ['ends the connection', () => failureOf((pool) => pool.query(terminate))],
    ['ends that of Prisma', () => failureOf(overPrisma(terminate))],
    [
      'takes another password now',
      () =>
        failureOf(
          overPrisma('SELECT 1'),
          elsewhere((url) => {
            url.password = 'former';
          }),
        ),
    ],
    [
      'is away',
      () =>
        failureOf(
          (pool) => pool.query('SELECT 1'),
          elsewhere((url) => {
            url.pathname = '/dropped';
          }),
        ),
    ],
    [
      'took too long',
      () => failureOf((pool) => pool.query('SET statement_timeout = 20; SELECT pg_sleep(30)')),
    ],
    [
      'takes no writes',
      () => failureOf((pool) => pool.query('SET transaction_read_only = on; DELETE FROM t')),
    ],
    [
      'has no connection free',
      () =>
        failureOf(
          async (pool) => {
            const client = await pool.connect();
            try {
              return await pool.query('SELECT 1');
            } finally {
              client.release();
            }
          },
          database.url,
          1,
        ),
    ],
    [
      'lets one of two transactions give way',
      () =>
        failureOf(async (pool) => {
          const [one, other] = await Promise.all([pool.connect(), pool.connect()]);
          try {
            for (const client of [one, other]) await client.query("BEGIN; SET deadlock_timeout = '20ms'");
            await one.query('UPDATE t SET n = n WHERE n = 1');
            await other.query('UPDATE t SET n = n WHERE n = 2');
            await Promise.all([
              one.query('UPDATE t SET n = n WHERE n = 2'),
              other.query('UPDATE t SET n = n WHERE n = 1'),
            ]);
          } finally {
            one.release(true);
            other.release(true);
          }
        }),
    ],
  ])('%s', async (_name, fail) => {
    const error = await fail();
    expect(isDatabaseUnavailable(error), JSON.stringify(error)).toBe(true);
  });
});

describe('what is wrong with a statement, or with something else, will be wrong again', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a statement that is none', () => failureOf((pool) => pool.query('SELEC'))],
    ['the same of Prisma', () => failureOf(overPrisma('SELEC'))],
    ['a row that is there already', () => failureOf((pool) => pool.query('INSERT INTO t VALUES (1)'))],
    ['a value that does not fit', () => failureOf((pool) => pool.query("SELECT 'x'::int"))],
    [
      'a table that the role may not read',
      () => failureOf((pool) => pool.query('SET ROLE pg_monitor; TABLE t')),
    ],
    ['another service that was asked over HTTP', () => fetch('http://127.0.0.1:1/').catch((error) => error)],
    [
      'a file that is missing',
      async () => Object.assign(new Error('no file'), { code: 'ENOENT', syscall: 'open' }),
    ],
    ['nothing', async () => undefined],
  ])('%s', async (_name, fail) => {
    expect(isDatabaseUnavailable(await fail())).toBe(false);
  });
});
