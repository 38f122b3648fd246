import { OperatorError } from '@throughgate/service';
import { readDatabaseUrl } from '../connection/database-url.ts';
import { withClient } from '../connection/with-client.ts';
import { connectionFailure, hostAndPort } from '../errors/connection-failure.ts';

/** Oldest major version that works: since 15 nobody but its owner may create tables in a database. */
const oldestVersion = 15;

/**
 * Checks that the server of an administrator's URL answers, is new enough and lets the hub create databases.
 * Returns the URL with everything in its place, as {@link readDatabaseUrl} does.
 * Raises {@link OperatorError} saying what to do; no message holds the password.
 */
export async function checkExternalPostgres(databaseUrl: string): Promise<string> {
  const { url, fault } = readDatabaseUrl(databaseUrl);
  if (url === undefined) throw new OperatorError(`DATABASE_URL ${fault}.`);
  const where = hostAndPort(url);
  try {
    const { rows } = await withClient(url, (client) =>
      client.query<{ version: string; creates: boolean }>(
        `SELECT current_setting('server_version_num') AS version,
                rolsuper OR (rolcreatedb AND rolcreaterole) AS creates
           FROM pg_roles WHERE rolname = current_user`,
      ),
    );
    const major = Math.floor(Number(rows[0]?.version) / 10_000);
    if (!(major >= oldestVersion)) {
      throw new OperatorError(
        `The database at ${where} is PostgreSQL ${major}; the hub needs ${oldestVersion} or newer.`,
      );
    }
    if (!rows[0]?.creates) {
      throw new OperatorError(
        `The user of DATABASE_URL may not create databases and roles at ${where}. ` +
          'Give it CREATEDB and CREATEROLE: each agency gets a database and a role of its own.',
      );
    }
    return url;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(
      `database unreachable at ${where}: ${connectionFailure(error)}. ` +
        'Check DATABASE_URL and that the server runs, or leave it unset to use the embedded PostgreSQL.',
      { cause: error },
    );
  }
}
