import { countWaitingDeadLetters } from '@throughgate/events';
import pg from 'pg';
import { deadline } from './ask-service.ts';

/** How many dead letters wait in the outcomes database; `undefined` when it does not tell in time. */
export async function countDeadLetters(databaseUrl: string): Promise<number | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'hub status',
    connectionTimeoutMillis: deadline,
    query_timeout: deadline,
  });
  // A connection that is lost rejects what waits for it; the event alone would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await countWaitingDeadLetters(client);
  } catch {
    return undefined;
  } finally {
    // Not awaited: a server that hangs does not say goodbye either.
    client.end().catch(() => undefined);
  }
}
