import pg from 'pg';

/**
 * Runs `work` with a connection of its own, which is closed afterwards, however that ends. A connection that is lost
 * meanwhile fails the statement at hand, and never ends the process.
 *
 * @param config URL of the database, or all of a connection's settings; no connection within 5 s rejects, unless these
 *   say otherwise
 */
export async function withClient<Result>(
  config: string | pg.ClientConfig,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionTimeoutMillis: 5_000,
    application_name: 'throughgate',
    ...(typeof config === 'string' ? { connectionString: config } : config),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
