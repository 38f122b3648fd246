import { OperatorError } from '@throughgate/service';
import type pg from 'pg';

/** As whom a connection came to work, and where. */
interface Identity {
  readonly role: string;
  readonly login: string;
  readonly database: string;
  readonly superuser: boolean;
}

/** Asks a connection as whom it works. */
export const identityQuery = `SELECT current_user AS role, session_user AS login, current_database() AS database,
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`;

/**
 * Makes sure that a connection made by `url` works as the role and in the database that the URL names: PGOPTIONS, a
 * setting of the role, or a pooler in between can give it another. Returns as whom it works.
 *
 * @throws OperatorError naming both
 */
export async function requireIdentity(client: pg.ClientBase, url: string): Promise<Identity> {
  const { rows } = await client.query<Identity>(identityQuery);
  const identity = rows[0] as Identity;
  const fault = identityFault(identity, url);
  if (fault !== undefined)
    throw new OperatorError(`${fault} Look at PGOPTIONS, and at what the role has set.`);
  return identity;
}

/** What differs between what a URL names and what a connection is; `undefined` when nothing does. */
export function identityFault(is: Omit<Identity, 'superuser'>, url: string): string | undefined {
  const { username, pathname } = new URL(url);
  const role = decodeURIComponent(username);
  const database = decodeURIComponent(pathname.slice(1)) || role;
  if (role !== '' && (is.role !== role || is.login !== role)) {
    return `The database connection works as role "${is.role}" (login "${is.login}") instead of "${role}".`;
  }
  if (database !== '' && is.database !== database) {
    return `The database connection is to database "${is.database}" instead of "${database}".`;
  }
  return undefined;
}
