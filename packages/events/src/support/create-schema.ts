import type pg from 'pg';

/**
 * Runs `ddl`, in one transaction, unless `relation`, a table named with its schema, exists already. Of many processes that start at once, one
 * does it and the others wait: `CREATE … IF NOT EXISTS` by itself fails when two run it at the same time. When
 * there is nothing to do, no lock is taken that a writer could be in the way of.
 */
export async function createSchema(pool: pg.Pool, relation: string, ddl: string): Promise<void> {
  if (await exists(pool)) return;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`throughgate ${relation}`]);
    if (!(await exists(client))) await client.query(ddl);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // The connection may be what failed: it is dropped, and the transaction with it.
    client.release(true);
    throw error;
  }

  async function exists(database: pg.Pool | pg.PoolClient): Promise<boolean> {
    // Not to_regclass(): within a transaction it may answer from a cache of before the lock was waited for.
    const { rowCount } = await database.query(
      'SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = $1 AND relname = $2',
      relation.split('.'),
    );
    return rowCount === 1;
  }
}
