import type { ReadinessCheck } from '@throughgate/service';
import type pg from 'pg';
import { identityFault } from '../connection/require-identity.ts';
import { withClient } from '../connection/with-client.ts';
import { connectionFailure } from '../errors/connection-failure.ts';

/** Longest that a check waits, in milliseconds: less than readiness allows, so that the reason is told. */
const deadline = 1_500;
/** How long a result is good for, in milliseconds: however often readiness is asked, the database is not. */
const goodFor = 1_000;

/**
 * Asks as whom the connection works, whether the database takes writes, and for a table of this service that the role
 * may not read or write.
 */
const question = `SELECT current_user AS role, session_user AS login, current_database() AS database,
  current_setting('transaction_read_only') = 'on' AS readonly,
  (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'hub')
      AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
        AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE'))
    LIMIT 1) AS forbidden`;

interface Answer {
  readonly role: string;
  readonly login: string;
  readonly database: string;
  readonly readonly: boolean;
  readonly forbidden: string | null;
}

/**
 * Makes the readiness check of a pool: whether a query of the service would be answered now.
 *
 * It asks through the pool itself, where a query would wait for a free connection, and it opens one more connection as
 * the pool does when it needs one: connections that are open outlive a changed password or a revoked right to connect.
 * It then looks at what the role may do. A check that goes on is shared by all who ask, so that a pool that is stuck
 * does not fill up with checks.
 */
export function poolCheck(name: string, pool: pg.Pool): ReadinessCheck {
  let running: Promise<void> | undefined;
  return {
    name,
    async check() {
      running ??= look(pool).finally(() => setTimeout(() => (running = undefined), goodFor).unref());
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error(whyLate(pool))), deadline);
      try {
        await Promise.race([running, late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function look(pool: pg.Pool): Promise<void> {
  const { connectionString } = pool.options;
  const results = await Promise.allSettled([pool.query<Answer>(question), askAnew(pool)]);
  for (const result of results) {
    if (result.status === 'rejected') throw new Error(connectionFailure(result.reason));
    const [answer] = result.value.rows;
    if (answer === undefined) throw new Error('the database gave no answer');
    const fault = connectionString === undefined ? undefined : identityFault(answer, connectionString);
    if (fault !== undefined) throw new Error(fault);
    if (answer.readonly) throw new Error('the database takes no writes: it is read-only');
    if (answer.forbidden !== null) {
      throw new Error(`role ${answer.role} may not read and write table ${answer.forbidden}`);
    }
  }
}

/** Asks over a connection made now, with what the pool makes its own with. */
function askAnew(pool: pg.Pool): Promise<pg.QueryResult<Answer>> {
  const config = { ...pool.options, connectionTimeoutMillis: deadline };
  return withClient(config, (client) => client.query<Answer>(question));
}

function whyLate({ totalCount, idleCount, waitingCount, options }: pg.Pool): string {
  const busy = totalCount - idleCount;
  return busy >= (options.max ?? 10)
    ? `no connection free in ${deadline} ms: ${busy} in use, ${waitingCount} requests wait`
    : `no answer from the database in ${deadline} ms`;
}
