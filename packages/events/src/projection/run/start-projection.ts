import { backoff, createTroubleLog, pause, untilAborted } from '@throughgate/service';
import type pg from 'pg';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { EventLog, PartitionLag, Subscription } from '../../log/event-log.ts';
import { recordsBehind } from '../../log/records-behind.ts';
import { createBell } from '../../support/bell.ts';
import { logTrouble } from '../apply/log-trouble.ts';
import { countWaitingOf } from '../dead-letters/count-dead-letters.ts';
import { ensureProjections } from '../definition/ensure-projections.ts';
import type { Projection } from '../definition/projection.ts';
import { topicsOf } from '../definition/topics-of.ts';
import {
  ensureFirstGeneration,
  GenerationEndedError,
  groupOf,
  isCurrent,
  readGenerations,
} from '../generations/generation.ts';
import { renewOutdated } from '../rebuild/renew-outdated.ts';
import { projectionMetrics } from './projection-metrics.ts';
import { createTogether } from './together.ts';

/** What a projection is started with. */
export interface ProjectionOptions {
  readonly projection: Projection;
  readonly log: EventLog;
  /** Database of the read model; needs connections for 4 batches at once. */
  readonly pool: pg.Pool;
  readonly logger: Logger;
  /** Where the projection's metrics are kept. @default a registry that nobody reads */
  readonly metrics?: Registry;
  /** Most events in one transaction. @default 500 */
  readonly batchSize?: number;
}

/**
 * Connections of the pool that batches leave to those who ask how far the projection is. A batch that is due waits for its turn
 * and not for a connection: the wait for one is bounded, and would fail batches that only queue for the same lock.
 */
const spareConnections = 3;

/** How far a projection is in a topic. */
export interface TopicProgress {
  /** Up to where it has been read, about the number of records. */
  readonly position: bigint;
  /** Records that are still to be applied. */
  readonly behind: bigint;
}

/** A projection at work. */
export interface RunningProjection {
  /** Rejects with the reason while no events are consumed. */
  check(): Promise<void>;
  /** Whether everything that is on the log now has been applied; not while a topic cannot be read. */
  isCaughtUp(): Promise<boolean>;
  /**
   * Resolves when everything that is on the log at some moment after the call has been applied, but for topics that
   * cannot be read.
   */
  caughtUp(): Promise<void>;
  /** How far it is in each topic that can be read. */
  progress(): Promise<ReadonlyMap<string, TopicProgress>>;
  /** Whether what readers see has the projection's form, and is not one that an earlier version of the hub made. */
  isCurrent(): Promise<boolean>;
  /** Lets the batches at hand finish. */
  stop(): Promise<void>;
}

/** How often a switch to another generation, and further topics, are looked for, in milliseconds. */
const watchInterval = 1_000;

/**
 * Keeps a projection's read model up to date from the event log. Several processes may run the same
 * projection; they share its partitions. Creates the read model where it is missing, for which the database must
 * be there; the log may come later. One of an earlier form is made anew meanwhile.
 */
export async function startProjection(options: ProjectionOptions): Promise<RunningProjection> {
  const { projection, log, pool, metrics: registry = new Registry(), batchSize = 500 } = options;
  const logger = options.logger.child({ projection: projection.name });
  const topics = topicsOf(projection, log, pool);
  const metrics = projectionMetrics(registry, projection.name);
  const atOnce = Math.max(1, pool.options.max - spareConnections);
  const bell = createBell();
  const stopping = new AbortController();
  let subscription: Subscription | undefined;
  const failing = createTroubleLog(logger, {
    began: 'projection not running; trying again',
    ended: 'projection running again',
  });
  let trouble = 'not subscribed yet';

  await ensureProjections(pool);
  await ensureFirstGeneration(pool, projection);
  const ended = run();
  const renewed = renewOutdated({ projection, log, pool, logger, signal: stopping.signal });

  return {
    async check() {
      if (subscription === undefined) throw new Error(trouble);
      await subscription.check();
    },
    isCaughtUp: async () => refused().size === 0 && (await lag()) === 0n,
    async caughtUp() {
      while (!stopping.signal.aborted) {
        if ((await lag()) === 0n) return;
        await pause(50, stopping.signal);
      }
      throw new Error(`projection ${projection.name} stopped`);
    },
    async progress() {
      const topics = Map.groupBy(await partitions(), ({ topic }) => topic);
      return new Map(
        [...topics].map(([topic, of]) => [
          topic,
          { position: of.reduce((sum, { position }) => sum + position, 0n), behind: recordsBehind(of) },
        ]),
      );
    },
    isCurrent: () => isCurrent(pool, projection),
    async stop() {
      stopping.abort();
      await Promise.all([ended, renewed]);
    },
  };

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await consumeOneGeneration();
        failures = 0;
      } catch (error) {
        failures += 1;
        trouble = failing.report(projection.name, error).reason;
        await pause(backoff(failures), stopping.signal);
      }
    }
    trouble = 'stopped';
  }

  async function consumeOneGeneration(): Promise<void> {
    const generation = await activeGeneration();
    const subscribed = await untilAborted(topics.now(), stopping.signal);
    const apply = createTogether({
      target: { projection, generation, pool, logger },
      atOnce,
      onApplied(applied) {
        metrics.count(applied);
        logTrouble(logger, applied);
      },
    });
    const running = await log.subscribe({
      group: groupOf(projection.name, generation),
      topics: subscribed,
      batchSize,
      async onBatch(records, attempt) {
        try {
          await apply(records, attempt);
        } catch (error) {
          if (error instanceof GenerationEndedError) bell.ring();
          throw error;
        }
      },
    });
    subscription = running;
    failing.over(projection.name);
    logger.info({ generation }, 'projection running');
    try {
      while (!stopping.signal.aborted && (await stillUpToDate(generation, subscribed))) {
        await bell.wait(watchInterval, stopping.signal);
      }
    } finally {
      trouble = 'changing to another generation, or to more topics';
      subscription = undefined;
      await running.stop();
    }
  }

  /** Whether generation and topics are what they should be; trouble in asking is no reason to leave them. */
  async function stillUpToDate(generation: number, subscribed: readonly string[]): Promise<boolean> {
    try {
      // Not waited for when stopping: Kafka may be there and not answer.
      return await untilAborted(look(), stopping.signal);
    } catch (error) {
      logger.debug({ err: error }, 'generation and lag not known at the moment');
      return true;
    }

    async function look(): Promise<boolean> {
      if (!(await topics.areStill(subscribed))) return false;
      metrics.waiting.set(await countWaitingOf(pool, projection.name));
      metrics.lag.set(Number(await lag()));
      return (await activeGeneration()) === generation;
    }
  }

  async function activeGeneration(): Promise<number> {
    const generations = await readGenerations(pool, projection.name);
    if (generations === undefined) throw new Error(`Projection ${projection.name} has no read model`);
    return generations.active;
  }

  async function lag(): Promise<bigint> {
    return recordsBehind(await partitions());
  }

  async function partitions(): Promise<readonly PartitionLag[]> {
    const cannot = refused();
    const readable = (await topics.now()).filter((topic) => !cannot.has(topic));
    return log.lag(groupOf(projection.name, await activeGeneration()), readable);
  }

  /** Topics that cannot be read at all. */
  function refused(): ReadonlySet<string> {
    const standing = subscription?.standingStill() ?? [];
    return new Set(standing.filter(({ partition }) => partition === undefined).map(({ topic }) => topic));
  }
}
