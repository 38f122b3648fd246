import type pg from 'pg';
import type { Partition } from './partitions.ts';

/** A partition and where it ends. */
export interface End extends Partition {
  /** Offset of the next record. */
  readonly next: bigint;
}

/** What a look at the log found. */
export interface Look {
  /** When it began, on the clock of `performance.now()`: all that was appended before lies before the ends. */
  readonly at: number;
  readonly ends: readonly End[];
}

/** Looks where partitions end, for all who follow the log in a process. */
export interface EndsLook {
  /** The next look at the partitions of topics; those that do not exist are left out. */
  next(topics: readonly string[]): Promise<Look>;
}

interface Waiting extends PromiseWithResolvers<Look> {
  readonly topics: readonly string[];
}

/**
 * Milliseconds between two looks: what a follower may be sure of is as old as that. One indexed statement each for all topics; records
 * themselves come by notification, within some milliseconds.
 */
const lookEvery = 100;
/** Milliseconds within which the database must answer; one that is there, frozen, might never. */
const patience = 10_000;

/** Creates an {@link EndsLook}: those who wait for a look at the same time share one. */
export function createEndsLook(pool: pg.Pool): EndsLook {
  let waiting: Waiting[] = [];
  let lastBegan = Number.NEGATIVE_INFINITY;
  return {
    next(topics) {
      const one: Waiting = { topics, ...Promise.withResolvers<Look>() };
      if (waiting.push(one) === 1) setTimeout(look, Math.max(0, lastBegan + lookEvery - performance.now()));
      return one.promise;
    },
  };

  async function look(): Promise<void> {
    const all = waiting;
    waiting = [];
    const at = performance.now();
    lastBegan = at;
    try {
      const ends = await readEnds(pool, [...new Set(all.flatMap(({ topics }) => topics))]);
      for (const { topics, resolve } of all) {
        resolve({ at, ends: ends.filter(({ topic }) => topics.includes(topic)) });
      }
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  }
}

async function readEnds(pool: pg.Pool, topics: readonly string[]): Promise<readonly End[]> {
  const { rows } = await pool.query<{ id: number; topic: string; number: number; next_offset: string }>({
    name: 'throughgate-log-ends',
    text: 'SELECT id, topic, number, next_offset FROM event_log.partition WHERE topic = ANY ($1)',
    values: [topics],
    query_timeout: patience,
  } as pg.QueryConfig);
  return rows.map(({ id, topic, number, next_offset }) => ({ id, topic, number, next: BigInt(next_offset) }));
}
