import { createPool, pipeline } from '@throughgate/database';
import { createOutboxBell } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { createFileWriter } from '../../src/files/file-writer.ts';
import { lend, memberFile, toyAgency } from '../support/toy-agency.ts';

/** Where the process ends itself: at which round trip of the write, when it is sent or when it is answered. */
const [databaseUrl = '', step = '', when = '', ...crns] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');

const pool = createPool(databaseUrl, {
  name: 'write-and-die',
  metrics: new Registry(),
  logger: createLogger('fatal'),
});
let sent = Number.NEGATIVE_INFINITY;
pool.on('connect', (client) => {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    sent += 1;
    const isLast = sent === Number(step);
    const result = send(...given);
    if (isLast && when === 'sent') die();
    // Before anybody else hears of it.
    if (isLast) void (result as { answers?: Promise<unknown> } | undefined)?.answers?.then(die);
    return result;
  }) as pg.PoolClient['query'];
});
// What the client does to begin with is no part of the write.
await pool.query('SELECT 1');
const client = await pool.connect();
await pipeline(client, [{ text: 'SELECT 1' }]);
client.release();
sent = 0;

const writer = createFileWriter(pool, toyAgency as never, createOutboxBell(pool));
await Promise.all(
  crns.map(async (crn) => {
    const input = { idempotencyKey: `second ${crn}`, crn, toy: 'kite' };
    await writer.change({ mutation: 'lend', file: memberFile, command: lend, input });
    process.stdout.write(`${crn}\n`);
  }),
);
// The bell's round trip has no answer that anybody hears of.
setTimeout(die, 1_000);
