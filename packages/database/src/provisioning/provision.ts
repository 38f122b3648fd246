import { createHmac } from 'node:crypto';
import { OperatorError } from '@throughgate/service';
import type pg from 'pg';
import { withClient } from '../connection/with-client.ts';
import { connectionFailure, hostAndPort } from '../errors/connection-failure.ts';
import { hasSqlState, sqlState } from '../errors/sql-state.ts';
import { advisoryLock } from '../sql/advisory-lock.ts';

/** What the names of a hub's databases and roles begin with, where nothing else is chosen. */
export const defaultPrefix = 'throughgate';

/** How {@link provision} works. */
export interface ProvisionOptions {
  /** What names of databases and roles begin with: hubs that share a server have different ones. @default throughgate */
  readonly prefix?: string;
  /**
   * Whether roles that were made with another secret get the password of this one, which locks out the hub that made
   * them. Right where the server is this hub's alone, as an embedded one is. @default false
   */
  readonly takeOver?: boolean;
}

/**
 * Gives each service a role and a database of its own on the server of `adminUrl`, and returns a URL per name.
 * Each role can connect to its own database only. What exists is kept, so every start may call it.
 * Passwords follow from `databaseSecret`, so that a service that knows the secret needs no other word from here:
 * see {@link serviceDatabaseUrl}. A role that exists is tried with its password and left as it is.
 *
 * @param names lower-case words: `prisons`, `events`
 * @throws OperatorError when the server does not answer or refuses, and when a role has another password than the one
 *   that follows from the secret: then it belongs to another hub
 */
export async function provision<Name extends string>(
  adminUrl: string,
  names: readonly Name[],
  databaseSecret: string,
  { prefix = defaultPrefix, takeOver = false }: ProvisionOptions = {},
): Promise<Record<Name, string>> {
  const urls = names.map(
    (name) => [name, serviceDatabaseUrl(adminUrl, name, databaseSecret, prefix)] as const,
  );
  try {
    await withClient(adminUrl, async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [advisoryLock.provisioning]);
      for (const [, url] of urls) await provisionOne(client, url, takeOver);
    });
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(
      `The databases could not be prepared at ${hostAndPort(adminUrl)}: ${connectionFailure(cause)}. ` +
        'Check DATABASE_URL and that its user may create databases and roles.',
      { cause },
    );
  }
  return Object.fromEntries(urls) as Record<Name, string>;
}

/**
 * The URL under which one service reaches its own database, computed from any URL of the same server (its user,
 * password and database are replaced) and the hub's database secret.
 */
export function serviceDatabaseUrl(
  serverUrl: string,
  name: string,
  databaseSecret: string,
  prefix = defaultPrefix,
): string {
  const url = new URL(serverUrl);
  const role = databaseName(prefix, name);
  url.username = role;
  url.password = passwordOf(prefix, name, databaseSecret);
  url.pathname = `/${role}`;
  // A URL without a host takes no user, and parameters would win over what was just set.
  if (
    url.username !== role ||
    ['user', 'password', 'database', 'options'].some((one) => url.searchParams.has(one))
  )
    throw new OperatorError('The URL of the server has no host, or names its user in a parameter.');
  return url.href;
}

/** Role and database share a name, prefixed so that they stand apart on a server that others use too. */
export function databaseName(prefix: string, name: string): string {
  return `${prefix}_${name}`;
}

async function provisionOne(client: pg.Client, url: string, takeOver: boolean): Promise<void> {
  const { username: name, password: plain } = new URL(url);
  const role = client.escapeIdentifier(name);
  const password = client.escapeLiteral(plain);
  const { rows } = await client.query<{ role: boolean; database: boolean; member: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS member`,
    [name],
  );
  const exists = rows[0] ?? { role: false, database: false, member: false };
  const made =
    !exists.role && (await unlessItExists(client, `CREATE ROLE ${role} LOGIN PASSWORD ${password}`));
  if (!made && !(await isPasswordOf(url))) {
    if (!takeOver) throw new OperatorError(anothersRole(name, url));
    await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${password}`);
  }
  if (exists.database) return;
  // An administrator that is no superuser (managed servers) must be a member of the role that shall own.
  if (!exists.member) await client.query(`GRANT ${role} TO CURRENT_USER`);
  if (await unlessItExists(client, `CREATE DATABASE ${role} OWNER ${role}`))
    await client.query(`REVOKE ALL ON DATABASE ${role} FROM PUBLIC`);
}

/** Runs a statement that creates something. Returns false when another hub was quicker. */
async function unlessItExists(client: pg.Client, statement: string): Promise<boolean> {
  try {
    await client.query(statement);
    return true;
  } catch (error) {
    const { duplicateObject, duplicateDatabase, uniqueViolation } = sqlState;
    if (hasSqlState(error, duplicateObject, duplicateDatabase, uniqueViolation)) return false;
    throw error;
  }
}

/** Whether the role of a URL takes its password, found out by logging in: nobody may read what is stored of it. */
async function isPasswordOf(url: string): Promise<boolean> {
  try {
    return await withClient(url, async () => true);
  } catch (error) {
    // A database that is still missing is looked for after the password.
    if (hasSqlState(error, sqlState.invalidCatalogName)) return true;
    if (hasSqlState(error, sqlState.invalidPassword)) return false;
    throw error;
  }
}

function anothersRole(role: string, url: string): string {
  return (
    `Role "${role}" at ${hostAndPort(url)} was made by a hub with another database secret, and is left as it is. ` +
    "If that hub's databases are meant, set HUB_DATABASE_SECRET to its secret (its HUB_DATA/database-secret). " +
    'For databases of its own beside it, give this hub a HUB_DATABASE_PREFIX. ' +
    'If that hub is to run no more, start this one with --take-over: the roles then get new passwords.'
  );
}

function passwordOf(prefix: string, name: string, databaseSecret: string): string {
  const of = prefix === defaultPrefix ? name : `${prefix}:${name}`;
  return createHmac('sha256', databaseSecret).update(`database:${of}`).digest('base64url');
}
