import { setTimeout as delay } from 'node:timers/promises';
import { advisoryLockText } from '@throughgate/database';
import type { Retention } from '@throughgate/runtime/settings';
import type pg from 'pg';

/** What pruning did, or would do, in one table. */
export interface PrunedTable {
  /** Name with its schema: `hub.outbox`. */
  readonly table: string;
  /** Days that rows of it are kept; 0 for ever. */
  readonly days: number;
  /** Rows deleted; in a dry run those that would be. */
  readonly rows: number;
}

/** What came of a pruning. */
export interface Pruned {
  /** `stopped` when the signal aborted it between two batches, `busy` when another one is at work on the database. */
  readonly state: 'done' | 'stopped' | 'busy';
  /** Nothing where it was busy. */
  readonly tables: readonly PrunedTable[];
}

/** How an agency's database is pruned. */
export interface PruneOptions {
  /** Counts, and deletes nothing. @default false */
  readonly dryRun?: boolean;
  /** Ends it between two batches; what was deleted until then stays deleted. */
  readonly signal?: AbortSignal;
  /** Milliseconds between two batches, which leave the disk to others. @default 0 */
  readonly rest?: number;
  /** Told after each batch how much of the tables was gone through, in pages of the database. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Pages of a table that one transaction goes through where nothing else is said: half a MiB, some hundred rows of an outbox,
 * some thousand keys. Small enough that nobody waits for it.
 */
const pagesAtOnce = 64;

/** A table of which rows are deleted by their age. */
interface Prunable {
  readonly table: string;
  readonly days: number;
  /** SQL of what may go; `$1` is the age in days. */
  readonly condition: string;
  /** Pages that one transaction goes through. */
  readonly pagesAtOnce: number;
}

/**
 * What may go. In an outbox that is what relays of a version before marked as being on the event log; today's move it to
 * `hub.outbox_sent`. What waits, or is parked, has no `published_at`.
 */
function prunables({ outboxDays, idempotencyKeyDays }: Retention): readonly Prunable[] {
  return [
    {
      table: 'hub.outbox',
      days: outboxDays,
      condition: 'published_at < now() - make_interval(days => $1) AND parked_at IS NULL',
      pagesAtOnce,
    },
    {
      table: 'hub.outbox_sent',
      days: outboxDays,
      condition: 'sent_at < now() - make_interval(days => $1)',
      // A row has up to some hundred events, which are kept apart: a page of the table may stand for several MiB.
      pagesAtOnce: 4,
    },
    {
      table: 'hub.idempotency',
      days: idempotencyKeyDays,
      condition: 'recorded_at < now() - make_interval(days => $1)',
      pagesAtOnce,
    },
  ];
}

/**
 * Deletes what an agency's database need not keep: change events that are on the event log, and idempotency keys, each
 * beyond their age. It works in small transactions beside everything else; one pruning at a time works on a
 * database. Rejects when the database fails; what was deleted until then stays deleted.
 */
export async function prune(
  pool: pg.Pool,
  retention: Retention,
  options: PruneOptions = {},
): Promise<Pruned> {
  const client = await pool.connect();
  // A connection that is lost between two statements would otherwise end the process; the next statement tells of it.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    // The lock ends with the connection, however that ends.
    const { rows } = await client.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free',
      [advisoryLockText.pruning],
    );
    if (rows[0]?.free !== true) {
      broken = false;
      return { state: 'busy', tables: [] };
    }
    const pruned = options.dryRun
      ? await countAll(client, retention)
      : await deleteAll(client, retention, options);
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [advisoryLockText.pruning]);
    broken = false;
    return pruned;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function countAll(client: pg.ClientBase, retention: Retention): Promise<Pruned> {
  const counted: PrunedTable[] = [];
  for (const { table, days, condition } of prunables(retention)) {
    let rows = 0;
    if (days > 0 && (await pagesOf(client, table)) > 0) {
      const { rows: answer } = await client.query<{ count: string }>(
        `SELECT count(*) FROM ${table} WHERE ${condition}`,
        [days],
      );
      rows = Number(answer[0]?.count);
    }
    counted.push({ table, days, rows });
  }
  return { state: 'done', tables: counted };
}

async function deleteAll(
  client: pg.ClientBase,
  retention: Retention,
  { signal, rest = 0, onProgress }: PruneOptions,
): Promise<Pruned> {
  const work: (Prunable & { readonly pages: number })[] = [];
  for (const prunable of prunables(retention)) {
    work.push({ ...prunable, pages: prunable.days > 0 ? await pagesOf(client, prunable.table) : 0 });
  }
  const total = work.reduce((sum, { pages }) => sum + pages, 0);
  let done = 0;
  const pruned: PrunedTable[] = [];
  for (const { table, days, condition, pagesAtOnce, pages } of work) {
    let rows = 0;
    // By place and not by age: each page is read once, and no index has to be kept for it at every change. A row that moves
    // meanwhile is met by the next pruning.
    for (let page = 0; page < pages && !signal?.aborted; page += pagesAtOnce) {
      const end = Math.min(page + pagesAtOnce, pages);
      const { rowCount } = await client.query(
        `DELETE FROM ${table} WHERE ctid >= $2::tid AND ctid < $3::tid AND ${condition}`,
        [days, `(${page},0)`, `(${end},0)`],
      );
      rows += rowCount ?? 0;
      done += end - page;
      onProgress?.(done, total);
      if (rest > 0 && end < pages) await delay(rest, undefined, { signal }).catch(() => undefined);
    }
    pruned.push({ table, days, rows });
  }
  return { state: done < total ? 'stopped' : 'done', tables: pruned };
}

/** How many pages a table has; 0 for one that is not there yet. */
async function pagesOf(client: pg.ClientBase, table: string): Promise<number> {
  const { rows } = await client.query<{ pages: number | null }>(
    `SELECT (pg_relation_size(to_regclass($1)) / current_setting('block_size')::int)::float8 AS pages`,
    [table],
  );
  return rows[0]?.pages ?? 0;
}
