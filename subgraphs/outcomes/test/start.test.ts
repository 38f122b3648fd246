import { createPostgresEventLog } from '@throughgate/events';
import { createLogger, OperatorError } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startOutcomes } from '../src/index.ts';
import { startOutcomesForTest } from './support/outcomes.ts';

it('is ready when it follows the event log, and answers nobody but the gateway', async () => {
  await using outcomes = await startOutcomesForTest();
  const isReady = async () => (await fetch(new URL('/health/ready', outcomes.running.url))).json();
  await expect.poll(isReady, { timeout: 10_000 }).toMatchObject({ ready: true });
  const response = await fetch(outcomes.running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ offenders { totalCount } }' }),
  });
  expect(response.status).toBe(401);
});

it('leaves nothing running when its port is taken, and says so', async () => {
  await using outcomes = await startOutcomesForTest();
  await using database = await testDatabase();
  await using cleanup = new AsyncDisposableStack();
  const logger = createLogger('fatal');
  const { url } = cleanup.use(await testDatabase());
  const eventLog = createPostgresEventLog({ databaseUrl: url, logger });
  cleanup.defer(() => eventLog.close());
  const port = Number(new URL(outcomes.running.url).port);
  const start = startOutcomes({
    databaseUrl: database.url,
    eventLog,
    serviceKey: 'the service key of this test, long enough',
    host: '127.0.0.1',
    port,
    logger,
  });
  await expect(start).rejects.toThrow(OperatorError);
  await expect(start).rejects.toThrow(/HUB_PORT/);

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  cleanup.defer(() => client.end());
  // The server notices a closed connection a moment later than the client.
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
      );
      return rows;
    })
    .toEqual([]);
});
