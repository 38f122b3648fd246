import { randomUUID } from 'node:crypto';
import { OperatorError } from '@throughgate/service';
import type pg from 'pg';
import { requireIdentity } from '../connection/require-identity.ts';
import { withClient } from '../connection/with-client.ts';
import { connectionFailure, hostAndPort } from '../errors/connection-failure.ts';
import { advisoryLock } from '../sql/advisory-lock.ts';
import { createNamespace } from '../sql/create-schema.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

/** What a migration of one database needs. */
export interface MigrateOptions {
  /** URL of the database, as a role that owns it. */
  readonly url: string;
  /** The service's `prisma/migrations`. */
  readonly migrationsDirectory: string;
  /** The service, whose database it then is for good. @default not noted */
  readonly service?: string;
}

/** Prisma's own history table, as its schema engine creates it: `prisma migrate` can take over at any time. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings a database up to date with a service's Prisma migrations; returns the names of those applied now.
 *
 * Each migration and its line in the history share a transaction, which Prisma's engine does not offer: there, a
 * process killed between the two leaves a database that refuses every further start. So a statement that
 * PostgreSQL runs outside transactions only (CREATE INDEX CONCURRENTLY) has no place in a migration.
 * Several processes may call this at once; one works, the others find the work done.
 *
 * @throws OperatorError when the database does not answer, was migrated by a newer version, or holds a migration
 *   whose file has since been edited; when a migration fails; when the connection works as another role or in another
 *   database than the URL names; and when the database is another service's
 */
export async function migrate({
  url,
  migrationsDirectory,
  service,
}: MigrateOptions): Promise<readonly string[]> {
  const migrations = readMigrations(migrationsDirectory);
  try {
    return await withClient(
      { connectionString: url, application_name: 'throughgate migrate' },
      async (client) => {
        await requireIdentity(client, url);
        const noted = service === undefined || (await isDatabaseOf(client, service));
        if (noted && pending(await history(client), migrations).length === 0) return [];
        await client.query('SELECT pg_advisory_lock($1)', [advisoryLock.migration]);
        await client.query(historyTable);
        const due = pending(await history(client), migrations);
        if (service !== undefined) await noteService(client, service);
        for (const migration of due) await apply(client, migration);
        return due.map(({ name }) => name);
      },
    );
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(
      `The database at ${hostAndPort(url)} could not be migrated: ${connectionFailure(error)}`,
      { cause: error },
    );
  }
}

/** Whether a database is noted as a service's. Raises {@link OperatorError} when it is another's. */
async function isDatabaseOf(client: pg.Client, service: string): Promise<boolean> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('hub.service') IS NOT NULL AS exists",
  );
  if (!tables[0]?.exists) return false;
  const { rows } = await client.query<{ name: string }>('SELECT name FROM hub.service');
  const other = rows.find(({ name }) => name !== service);
  if (other === undefined) return rows.length > 0;
  throw new OperatorError(
    `The database is that of the service ${other.name}, and ${service} needs one of its own. ` +
      'Give each service another DATABASE_URL, with a database and a role of its own.',
  );
}

/** Notes in a database, under the lock of {@link migrate}, whose it is. */
async function noteService(client: pg.Client, service: string): Promise<void> {
  await client.query('BEGIN');
  await createNamespace(client, 'hub');
  await client.query('CREATE TABLE IF NOT EXISTS hub.service (name text PRIMARY KEY); COMMIT');
  if (!(await isDatabaseOf(client, service)))
    await client.query('INSERT INTO hub.service (name) VALUES ($1)', [service]);
}

async function history(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (!tables[0]?.exists) return new Map();
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Which migrations remain, after making sure that those applied are the ones in the files. */
function pending(
  applied: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): readonly Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new OperatorError(
      `The database holds migrations that this version does not know: ${unknown.join(', ')}. ` +
        'Start a version that has them, or start with an empty database (another HUB_DATA or DATABASE_URL).',
    );
  }
  const edited = migrations.filter(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (edited.length > 0) {
    throw new OperatorError(
      `Migrations were edited after the database had applied them: ${edited.map(({ name }) => name).join(', ')}. ` +
        'Restore them and write the change as a new migration, or start with an empty database.',
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new OperatorError(`Migration ${name} failed and was rolled back: ${connectionFailure(cause)}`, {
      cause,
    });
  }
}
