import { createHmac } from 'node:crypto';
import { StartupError } from '@throughgate/service';
import pg from 'pg';
import { connectionFailure, hostAndPort } from './connection-failure.ts';

/** Key of the advisory lock under which one hub at a time provisions a server. */
const provisionLock = 7_468_726_001;

/**
 * Gives each service a role and a database of its own on the server of `adminUrl`, and returns a URL per name.
 * Each role can connect to its own database only. What exists is kept, so every start may call it.
 * Passwords follow from `databaseSecret`, so that a service that knows the secret needs no other word from here:
 * see {@link serviceDatabaseUrl}. Hubs that share a server must share the secret.
 *
 * @param names lower-case words: `prisons`, `events`
 * @throws StartupError when the server does not answer or refuses
 */
export async function provision<Name extends string>(
  adminUrl: string,
  names: readonly Name[],
  databaseSecret: string,
): Promise<Record<Name, string>> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'throughgate',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [provisionLock]);
    for (const name of names) await provisionOne(client, name, databaseSecret);
  } catch (cause) {
    throw new StartupError(
      `The databases could not be prepared at ${hostAndPort(adminUrl)}: ${connectionFailure(cause)}. ` +
        'Check DATABASE_URL and that its user may create databases and roles.',
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  const urls = names.map((name) => [name, serviceDatabaseUrl(adminUrl, name, databaseSecret)] as const);
  return Object.fromEntries(urls) as Record<Name, string>;
}

/**
 * The URL under which one service reaches its own database, computed from any URL of the same server (its user,
 * password and database are replaced) and the hub's database secret.
 */
export function serviceDatabaseUrl(serverUrl: string, name: string, databaseSecret: string): string {
  const url = new URL(serverUrl);
  url.username = roleOf(name);
  url.password = passwordOf(name, databaseSecret);
  url.pathname = `/${roleOf(name)}`;
  return url.href;
}

async function provisionOne(client: pg.Client, name: string, databaseSecret: string): Promise<void> {
  const role = client.escapeIdentifier(roleOf(name));
  const password = client.escapeLiteral(passwordOf(name, databaseSecret));
  const { rows } = await client.query<{ role: boolean; database: boolean; member: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS member`,
    [roleOf(name)],
  );
  const exists = rows[0] ?? { role: false, database: false, member: false };
  await client.query(
    exists.role
      ? `ALTER ROLE ${role} LOGIN PASSWORD ${password}`
      : `CREATE ROLE ${role} LOGIN PASSWORD ${password}`,
  );
  if (exists.database) return;
  // An administrator that is no superuser (managed servers) must be a member of the role that shall own.
  if (!exists.member) await client.query(`GRANT ${role} TO CURRENT_USER`);
  await client.query(`CREATE DATABASE ${role} OWNER ${role}`);
  await client.query(`REVOKE ALL ON DATABASE ${role} FROM PUBLIC`);
}

/** Role and database share a name, prefixed so that they stand apart on a server that others use too. */
function roleOf(name: string): string {
  return `throughgate_${name}`;
}

function passwordOf(name: string, databaseSecret: string): string {
  return createHmac('sha256', databaseSecret).update(`database:${name}`).digest('base64url');
}
