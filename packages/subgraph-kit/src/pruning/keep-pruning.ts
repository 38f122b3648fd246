import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Retention } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import type pg from 'pg';
import { Counter, type Registry } from 'prom-client';
import { type PrunedTable, prune } from './prune.ts';

/** What an agency's database is pruned with, again and again. */
export interface KeepPruningOptions {
  readonly pool: pg.Pool;
  readonly retention: Retention;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** Milliseconds until the first time. @default 5 to 15 minutes, so that services started together do not meet */
  readonly firstAfter?: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** Milliseconds between two batches: at most a tenth of what a disk can do. */
const rest = 20;

/**
 * Prunes an agency's database some minutes from now and then once a day. What fails is logged and tried again the next day.
 * Returns what ends it, which waits for the batch at hand.
 */
export function keepPruning(options: KeepPruningOptions): () => Promise<void> {
  const { pool, retention, logger, metrics, firstAfter = randomInt(5 * minute, 15 * minute) } = options;
  const pruned = new Counter({
    name: 'throughgate_pruned_rows_total',
    help: 'Rows deleted because they were older than they are kept',
    labelNames: ['table'],
    registers: [metrics],
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = run();
  return async () => {
    stopping.abort();
    await ended;
  };

  async function run(): Promise<void> {
    await pauseFor(firstAfter);
    while (!signal.aborted) {
      await once();
      await pauseFor(day);
    }
  }

  async function once(): Promise<void> {
    try {
      const { state, tables } = await prune(pool, retention, { signal, rest });
      for (const { table, rows } of tables) pruned.inc({ table }, rows);
      logger.info({ state, rows: rowsByTable(tables) }, 'pruned what is older than it is kept');
    } catch (err) {
      logger.warn({ err }, 'what is old could not be deleted; tried again in a day');
    }
  }

  async function pauseFor(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function rowsByTable(tables: readonly PrunedTable[]): Record<string, number> {
  return Object.fromEntries(tables.map(({ table, rows }) => [table, rows]));
}
