import { advisoryLockText, inTransaction } from '@throughgate/database';
import { backoff, pause } from '@throughgate/service';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { EventLog, Subscription } from '../../log/event-log.ts';
import { recordsBehind } from '../../log/records-behind.ts';
import { requireProgress } from '../../log/standing-still.ts';
import { applyBatch } from '../apply/apply-batch.ts';
import { logTrouble } from '../apply/log-trouble.ts';
import { ensureProjections } from '../definition/ensure-projections.ts';
import type { Projection } from '../definition/projection.ts';
import { topicsOf } from '../definition/topics-of.ts';
import {
  createTables,
  ensureFirstGeneration,
  GenerationEndedError,
  groupOf,
  readGenerations,
} from '../generations/generation.ts';
import { dropStaleGenerations } from './drop-stale-generations.ts';
import { switchGeneration } from './switch-generation.ts';

/** What a rebuild is started with. */
export interface RebuildOptions {
  readonly projection: Projection;
  readonly log: EventLog;
  readonly pool: pg.Pool;
  readonly logger: Logger;
  /** Called a few times a second. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Gives the rebuild up; the read model stays as it was. */
  readonly signal?: AbortSignal;
}

/** How far a rebuild is. */
export interface RebuildProgress {
  /** Records read. */
  readonly events: number;
  /** Records on the log now. */
  readonly total: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

/** What a rebuild came to. */
export interface Rebuilt extends RebuildProgress {
  /** The generation that is now active. */
  readonly generation: number;
}

/** With fewer records to go, the switch is tried: they are applied, in well under a second, while live consumers wait. */
const nearEnough = 2_000n;

/**
 * Makes a projection's read model anew from the whole log, while the old one serves and stays up to date, and
 * switches to it at the moment when it holds everything that the old one does. The old one is then dropped.
 *
 * Only one process rebuilds a projection at a time: another's call rejects. What an interrupted rebuild left
 * behind is cleared away by the next one.
 */
export async function rebuildProjection(options: RebuildOptions): Promise<Rebuilt> {
  const { projection, pool } = options;
  await ensureProjections(pool);
  await ensureFirstGeneration(pool, projection);
  const holder = await pool.connect();
  let lost = false;
  const onLoss = () => {
    lost = true;
  };
  holder.on('error', onLoss);
  try {
    const { rows } = await holder.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free',
      [advisoryLockText.rebuild(projection.name)],
    );
    if (rows[0]?.free !== true) throw new Error(`Projection ${projection.name} is already being rebuilt`);
    return await rebuild(options);
  } finally {
    holder.off('error', onLoss);
    // The lock lives on the connection, and a pooled connection would keep it.
    holder.release(true);
    if (lost)
      options.logger.warn({ projection: projection.name }, 'the connection with the rebuild lock was lost');
  }
}

async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { projection, log, pool, onProgress } = options;
  const logger = options.logger.child({ projection: projection.name });
  const { name } = projection;
  const named = topicsOf(projection, log, pool);
  const started = performance.now();
  let events = 0;
  let ended: GenerationEndedError | undefined;
  let subscription: Subscription | undefined;

  let topics = await named.now();
  const generation = await begin(projection, pool);
  logger.info({ generation }, 'rebuild started');
  try {
    await dropStaleGenerations({ name, pool, log, logger });
    const group = groupOf(name, generation);
    // On a log that outlived an earlier database, a group of that database's generation may have this name.
    await log.deleteGroup(group);
    await subscribe();
    const stall = createStallCheck();
    for (let attempts = 0; ; ) {
      if (ended) throw ended;
      if (!(await named.areStill(topics))) {
        topics = await named.now();
        await subscription?.stop();
        await subscribe();
      }
      const partitions = await log.lag(group, topics);
      const total = Number(partitions.reduce((sum, { end }) => sum + end, 0n));
      onProgress?.({ ...pace(), total });
      options.signal?.throwIfAborted();
      stall.check(subscription);
      if (recordsBehind(partitions) <= nearEnough) {
        if (await switchGeneration({ name, generation, topics, log, pool, logger })) break;
        attempts += 1;
        await pause(backoff(attempts, 100, 2_000), options.signal ?? new AbortController().signal);
      } else {
        await pause(200, options.signal ?? new AbortController().signal);
      }
    }
    const done = { ...pace(), total: events, generation };
    logger.info(done, 'rebuild done');
    return done;
  } catch (error) {
    await giveUp(pool, name, generation);
    throw error;
  } finally {
    await subscription?.stop();
    // A failure to clear away must not hide how the rebuild ended; the next rebuild clears away again.
    await dropStaleGenerations({ name, pool, log, logger }).catch((error: unknown) =>
      logger.warn({ err: error }, 'an old generation could not be dropped yet'),
    );
  }

  async function subscribe(): Promise<void> {
    subscription = await log.subscribe({
      group: groupOf(name, generation),
      topics,
      batchSize: 1_000,
      async onBatch(records, attempt) {
        try {
          logTrouble(
            logger,
            await applyBatch({ projection, generation, isBeingBuilt: true, pool, logger }, records, attempt),
          );
        } catch (error) {
          if (error instanceof GenerationEndedError) ended = error;
          throw error;
        }
        events += records.length;
      },
    });
  }

  function pace() {
    const seconds = (performance.now() - started) / 1_000;
    return { events, seconds, eventsPerSecond: Math.round(events / seconds) };
  }
}

/** Milliseconds that a partition may stand still before a rebuild is given up. */
const longestStall = 60_000;

/** Gives a rebuild up over a partition that stands still: it would never end, and nobody would know why. */
function createStallCheck() {
  let since: number | undefined;
  return {
    /** Raises an error that names what has stood still for too long. */
    check(subscription: Subscription | undefined): void {
      const standing = subscription?.standingStill() ?? [];
      if (standing.length === 0) since = undefined;
      else since ??= performance.now();
      if (since !== undefined && performance.now() - since > longestStall) requireProgress(standing);
    },
  };
}

async function begin(projection: Projection, pool: pg.Pool): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ generation: number }>(
      `UPDATE hub.projection SET last_generation = last_generation + 1, building_generation = last_generation + 1
      WHERE name = $1 RETURNING last_generation AS generation`,
      [projection.name],
    );
    const generation = rows[0]?.generation;
    if (generation === undefined) throw new Error(`Projection ${projection.name} has no read model`);
    await createTables(client, projection, generation);
    return generation;
  });
}

/** The generation ends unless it became active in the meantime. */
async function giveUp(pool: pg.Pool, name: string, generation: number): Promise<void> {
  if ((await readGenerations(pool, name))?.building !== generation) return;
  await pool.query(
    'UPDATE hub.projection SET building_generation = NULL WHERE name = $1 AND building_generation = $2',
    [name, generation],
  );
}
