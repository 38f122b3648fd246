import type { Logger } from '@throughgate/service';
import pg from 'pg';
import type { Registry } from 'prom-client';
import { dayAsText } from '../sql/text-types.ts';
import { countingClient } from './counting-client.ts';
import { onIdleLoss } from './on-idle-loss.ts';
import { poolMetrics } from './pool-metrics.ts';

/** What a pool of connections to one database is made with. */
export interface CreatePoolOptions {
  /** Who uses it: label `pool` of the metrics, and `application_name` in PostgreSQL's views. */
  readonly name: string;
  /** The service's metrics. */
  readonly metrics: Registry;
  readonly logger: Logger;
  /** Most connections at once. @default 10: more do not make two cores faster, and six services share the server */
  readonly max?: number;
  /** Longest that one statement may run, in milliseconds; 0 for no limit (rebuilds). @default 30000 */
  readonly statementTimeout?: number;
}

/**
 * Creates a pool of connections to the database at `url`; nothing connects yet.
 *
 * - `throughgate_sql_statements_total{pool,kind}` counts every statement, of Prisma as well when the pool is given
 *   to its adapter: `new PrismaClient({ adapter: new PrismaPg(pool) })`. BEGIN, COMMIT, notifications and their like have
 *   `kind="control"`, so count `kind="data"` to ask how many statements a request cost.
 * - A connection lost while idle is logged and replaced, never an uncaught error.
 * - No connection within 5 s rejects the query, whether the server is away or all connections are in use.
 * - Columns of type `date` arrive as `YYYY-MM-DD` text and not as pg's midnight in the server's zone; `timestamptz`
 *   arrives as Date, `bigint` as text.
 */
export function createPool(url: string, options: CreatePoolOptions): pg.Pool {
  const { name, metrics, logger, max = 10, statementTimeout = 30_000 } = options;
  const measured = poolMetrics(metrics);
  const pool = new pg.Pool({
    connectionString: url,
    Client: countingClient(measured.observe(name)),
    application_name: name,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: statementTimeout,
    // A transaction that its owner forgot would hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    types: dayAsText,
  });
  // Between two owners, or after its owner's listener went, a connection that is lost would end the process.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.debug({ pool: name, error: error.message }, 'a connection broke'));
  });
  onIdleLoss(pool, (error) =>
    logger.warn({ pool: name, error: error.message }, 'lost an idle database connection'),
  );
  measured.show(name, pool);
  return pool;
}
