import { testPostgresUrl } from '@throughgate/testkit';
import { query } from './query.ts';

/**
 * Makes a role on the run's PostgreSQL that may log in to the database `postgres`, and goes with what it owns there.
 * Returns the URL with which it does.
 *
 * @param attributes of the role, as in `CREATE ROLE`
 */
export async function login(
  name: string,
  attributes = '',
): Promise<AsyncDisposable & { readonly url: string }> {
  const url = new URL(testPostgresUrl());
  url.username = name;
  url.password = 'x';
  await query(testPostgresUrl(), `CREATE ROLE ${name} LOGIN ${attributes} PASSWORD 'x'`);
  await query(testPostgresUrl(), `${inTurn}; GRANT CONNECT ON DATABASE postgres TO ${name}`);
  return {
    url: url.href,
    [Symbol.asyncDispose]: async () =>
      void (await query(testPostgresUrl(), `${inTurn}; DROP OWNED BY ${name}; DROP ROLE ${name}`)),
  };
}

/**
 * Who may connect to a database stands in one row: of two test files that change it at the same moment, one would fail
 * with "tuple concurrently updated".
 */
const inTurn = `SELECT pg_advisory_xact_lock(hashtextextended('who may connect to postgres', 0))`;
