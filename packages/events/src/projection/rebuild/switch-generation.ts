import { setTimeout as delay } from 'node:timers/promises';
import { hasSqlState, inTransaction, sqlState } from '@throughgate/database';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { EventLog } from '../../log/event-log.ts';
import { groupOf, publishViews, readGenerations } from '../generations/generation.ts';

/** What {@link switchGeneration} works with. */
export interface SwitchOptions {
  readonly name: string;
  /** The complete generation, whose consumer goes on consuming. */
  readonly generation: number;
  readonly topics: readonly string[];
  readonly log: EventLog;
  readonly pool: pg.Pool;
  readonly logger: Logger;
}

/** Longest that live consumers are kept waiting for the last events, in milliseconds. */
const drainTime = 5_000;

class NotDrainedError extends Error {}

/**
 * Makes `generation` the active one, in a transaction that holds live consumers off, has the generation's own
 * consumer apply what was on the log by then, and turns the readers' views. Nothing that readers have seen
 * disappears. Resolves with false when it took too long or readers were in the way: try again later.
 */
export async function switchGeneration(options: SwitchOptions): Promise<boolean> {
  const { name, generation, pool, logger } = options;
  try {
    await inTransaction(pool, async (client) => {
      // A long read of the views must not make all later readers queue behind this transaction; and where a reader of several views and this one
      // wait for each other, this one gives way, before PostgreSQL looks who is to: it might end the reader.
      await client.query(
        `SELECT set_config('lock_timeout', (setting::int / 2)::text, true) FROM pg_settings WHERE name = 'deadlock_timeout'`,
      );
      const generations = await readGenerations(client, name, 'FOR UPDATE');
      if (generations?.building !== generation)
        throw new Error(`${name} generation ${generation} is not being built`);
      await drain(options);
      await publishViews(client, name, generation);
      await client.query(
        `UPDATE hub.projection SET active_generation = $2, building_generation = NULL, switched_at = now()
        WHERE name = $1`,
        [name, generation],
      );
    });
    return true;
  } catch (error) {
    if (!(error instanceof NotDrainedError) && !isLockTrouble(error)) throw error;
    logger.debug({ err: error, projection: name }, 'switch put off');
    return false;
  }
}

async function drain({ name, generation, topics, log }: SwitchOptions): Promise<void> {
  const group = groupOf(name, generation);
  const goal = new Map(
    (await log.lag(group, topics)).map((one) => [`${one.topic} ${one.partition}`, one.end]),
  );
  const deadline = Date.now() + drainTime;
  while (Date.now() < deadline) {
    const partitions = await log.lag(group, topics);
    if (partitions.every((one) => one.position >= (goal.get(`${one.topic} ${one.partition}`) ?? 0n))) return;
    await delay(10);
  }
  throw new NotDrainedError('the last events took too long');
}

/** A lock was not to be had in time, or two transactions waited for each other. */
function isLockTrouble(error: unknown): boolean {
  return hasSqlState(error, sqlState.lockNotAvailable, sqlState.deadlockDetected);
}
