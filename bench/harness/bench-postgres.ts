import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { openPostgres, serviceDatabaseUrl } from '@throughgate/database';
import { createLogger } from '@throughgate/service';
import pg from 'pg';
import type { BenchmarkPlace } from './benchmark.ts';
import { cpuSeconds } from './process-usage.ts';

/** Names of the hub's databases. */
export const databaseNames = [...hubSubgraphNames, 'events'] as const;

/** Name of one of the hub's databases. */
export type DatabaseName = (typeof databaseNames)[number];

/** The embedded PostgreSQL that a benchmark's hubs and baselines share, with the settings that hubs use. */
export interface BenchPostgres {
  readonly adminUrl: string;
  /** Secret from which the passwords of the hub's databases follow. */
  readonly databaseSecret: string;
  /** Key that the services of a hub on this server share. */
  readonly serviceKey: string;
  /** URL of each database of the hub, once a hub has run here. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  /** CPU seconds of the whole server so far; `undefined` where they cannot be read. */
  cpuSeconds(): number | undefined;
  /**
   * Brings the statistics of freshly loaded tables up to date, as autovacuum does some time later: without them
   * the first figures would depend on when it comes by.
   */
  analyse(): Promise<void>;
}

/** Starts a PostgreSQL with its data in the benchmark's directory; it ends with the benchmark. */
export async function openBenchPostgres(
  { directory, cleanup }: BenchmarkPlace,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchPostgres> {
  const postgres = await openPostgres({ dataDirectory: directory, logger: createLogger('warn'), settings });
  cleanup.defer(() => postgres.stop());
  const databaseSecret = randomBytes(24).toString('base64url');
  const { adminUrl } = postgres;
  const pid = Number(readFileSync(join(directory, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  const databases = Object.fromEntries(
    databaseNames.map((name) => [name, serviceDatabaseUrl(adminUrl, name, databaseSecret)]),
  ) as Record<DatabaseName, string>;
  return {
    adminUrl,
    databaseSecret,
    serviceKey: randomBytes(24).toString('base64url'),
    databases,
    cpuSeconds: () => cpuSeconds(pid),
    async analyse() {
      for (const url of Object.values(databases)) await runOnce(url, 'VACUUM (ANALYZE, SKIP_LOCKED)');
    },
  };
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function runOnce<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
