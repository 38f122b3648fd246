import { hubAgencyNames } from '@throughgate/contracts';
import { type BenchPostgres, runOnce } from '../harness/bench-postgres.ts';

/** Bytes that events take on disk, with their indexes. */
export interface DiskUse {
  /** In the agencies' outboxes, and what these have sent. */
  readonly outbox: number;
  /** On the event log. */
  readonly log: number;
  /** In the database of outcomes: journeys, facts, and what it keeps for good. */
  readonly journey: number;
}

/** Measures what the events of a load take on disk as it ends, before anything is tidied up. */
export async function diskUse({ databases }: BenchPostgres): Promise<DiskUse> {
  const outboxes = await Promise.all(
    hubAgencyNames.map((agency) =>
      sizeOf(databases[agency], "relnamespace = to_regnamespace('hub') AND relname LIKE 'outbox%'"),
    ),
  );
  return {
    outbox: outboxes.reduce((sum, bytes) => sum + bytes, 0),
    log: await sizeOf(databases.events, "relnamespace = to_regnamespace('event_log')"),
    journey: await sizeOf(
      databases.outcomes,
      "relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast')",
    ),
  };
}

async function sizeOf(url: string, tables: string): Promise<number> {
  const [row] = await runOnce<{ bytes: number }>(
    url,
    `SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::float8 AS bytes FROM pg_class WHERE relkind = 'r' AND ${tables}`,
  );
  return row?.bytes ?? Number.NaN;
}
