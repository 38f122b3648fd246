import type pg from 'pg';
import { advisoryLockText } from './advisory-lock.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * Runs `ddl`, in one transaction, unless `relation`, a table or index named with its schema, exists already; the schema is created where it
 * is missing. Of many processes that start at once, one does it and the others wait: `CREATE … IF NOT EXISTS` by itself
 * fails when two run it at the same time. When there is nothing to do, no lock is taken that a writer could be in the
 * way of.
 *
 * @param relation `schema.table`, in the form in which PostgreSQL's catalogue has it
 */
export async function createSchema(pool: pg.Pool, relation: string, ddl: string): Promise<void> {
  const [schema = '', name = ''] = relation.split('.');
  if (await exists(pool)) return;
  await inTransaction(pool, async (client) => {
    await lock(client, advisoryLockText.relation(relation));
    if (await exists(client)) return;
    await createNamespace(client, schema);
    await client.query(ddl);
  });

  async function exists(database: pg.Pool | pg.ClientBase): Promise<boolean> {
    // Not to_regclass(): within a transaction it may answer from a cache of before the lock was waited for.
    const { rowCount } = await database.query(
      'SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = $1 AND relname = $2',
      [schema, name],
    );
    return rowCount === 1;
  }
}

/**
 * Creates a schema where it is missing, in the caller's transaction. Whoever creates another table of the same schema at
 * the same time waits until that ends.
 */
export async function createNamespace(client: pg.ClientBase, schema: string): Promise<void> {
  const exists = async () =>
    (await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])).rowCount === 1;
  // Taken only where the schema is missing: a lock that all took would make every creation wait for every other.
  if (await exists()) return;
  await lock(client, advisoryLockText.schema(schema));
  if (!(await exists())) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`);
}

async function lock(client: pg.ClientBase, text: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [text]);
}
