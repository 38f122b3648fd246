import { randomUUID } from 'node:crypto';
import { OperatorError } from '@throughgate/service';
import { testPostgresUrl } from '@throughgate/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OwnedDatabases, ownDatabases } from '../src/index.ts';
import { silent } from './support/logger.ts';
import { login } from './support/login.ts';
import { query } from './support/query.ts';

// An administrator who is no superuser, as on managed servers. All owners are of this process; what hubs of different
// processes do is in e2e/shared-postgres.test.ts.

const prefix = `own${randomUUID().slice(0, 8)}`;
let administrator: Awaited<ReturnType<typeof login>>;
const names = ['prisons', 'events'] as const;
const taken: OwnedDatabases<(typeof names)[number]>[] = [];

async function own(databaseSecret = 'the secret of this test', takeOver = false) {
  const owned = await ownDatabases({
    adminUrl: administrator.url,
    names,
    databaseSecret,
    prefix,
    takeOver,
    logger: silent,
  });
  taken.push(owned);
  return owned;
}

beforeEach(async () => {
  administrator = await login(`${prefix}_admin`, 'CREATEDB CREATEROLE');
});
afterEach(async () => {
  for (const owned of taken.splice(0)) await owned.release();
  for (const name of names) await query(testPostgresUrl(), `DROP DATABASE ${prefix}_${name} WITH (FORCE)`);
  for (const name of names) await query(testPostgresUrl(), `DROP ROLE ${prefix}_${name}`);
  await administrator[Symbol.asyncDispose]();
});

test('are one hub’s until it gives them free', async () => {
  const first = await own();
  await expect(own()).rejects.toThrow(OperatorError);
  await expect(own('another secret of this test')).rejects.toThrow(`process ${process.pid} on host`);
  expect(await query(first.urls.events, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await first.readiness.check();
  await first.release();
  await first.release();
  await own();
});

test('are given by taking over to the one who asks, and the other can only end', async () => {
  const first = await own();
  const second = await own('another secret of this test', true);
  expect((await first.lost).message).toMatch(/another hub has taken over/i);
  await expect(first.readiness.check()).rejects.toThrow('password authentication failed');
  await expect(query(first.urls.prisons, 'SELECT 1')).rejects.toThrow('password authentication failed');
  expect(await query(second.urls.prisons, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await second.readiness.check();
});
