import type pg from 'pg';

/** Runs `work` in a transaction of its own; after any failure nothing of it remains and the error goes on. */
export function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return withRollback(pool, async (client) => {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  });
}

/**
 * Runs `work` with a connection on which it begins and ends a transaction itself, so that it can send `BEGIN` and `COMMIT`
 * together with other statements. After any failure the transaction is rolled back and the error goes on.
 */
export async function withRollback<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // A connection that is lost while in use would otherwise end the process; the next statement reports it.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = false;
  try {
    return await work(client);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}
