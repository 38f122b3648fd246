import { backoff, createTroubleLog, pause, untilAborted } from '@throughgate/service';
import type { Logger } from 'pino';
import type { Following, FollowOptions } from '../log/event-log.ts';
import { beginningOf, createFollowProgress } from '../log/follow-progress.ts';
import { createBell } from '../support/bell.ts';
import type { End, EndsLook, Look } from './ends-look.ts';
import type { Growth } from './growth.ts';
import type { LogSource } from './log-source.ts';
import type { Partition } from './partitions.ts';

/** What {@link startFollower} starts. */
export interface FollowerOptions extends FollowOptions {
  readonly logger: Logger;
  /** Creates what the log consists of where it is missing. */
  readonly ready: () => Promise<void>;
  readonly source: LogSource;
  readonly growth: Growth;
  readonly endsLook: EndsLook;
}

/**
 * Starts a reader of the PostgreSQL log. It holds no connection and no lock, and keeps in memory what one statement reads.
 */
export function startFollower(options: FollowerOptions): Following {
  const { topics, batchSize = 500, ready, source, growth, endsLook } = options;
  const logger = options.logger.child({ follows: topics });
  const progress = createFollowProgress(options, logger);
  const failing = createTroubleLog(logger, {
    began: 'the event log cannot be followed; trying again',
    ended: 'the event log is followed again',
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const bell = createBell();
  /** Partitions that grew, with their ends where they are known. */
  const grown = new Map<number, bigint | undefined>();
  const unlisten = growth.listen((id, end) => {
    grown.set(id, end);
    bell.ring();
  });
  /** Whether partitions that are found from now on are new, and so begin at their first record. */
  let begun = false;
  let failures = 0;
  const ended = run();
  return {
    state: progress.state,
    positions: progress.positions,
    async stop() {
      unlisten();
      stopping.abort();
      await ended;
      progress.trouble('stopped');
    },
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await untilAborted(ready(), signal);
        await follow();
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        const { reason } = failing.report('log', error);
        progress.trouble(reason);
        await pause(backoff(failures), signal);
      }
    }
  }

  async function follow(): Promise<void> {
    let known = new Map<number, Partition>();
    let found: Look | undefined;
    let failure: { readonly error: unknown } | undefined;
    look();
    while (!signal.aborted) {
      await bell.wait(60_000, signal);
      if (failure !== undefined) throw failure.error;
      const named = [...grown];
      grown.clear();
      const now = found;
      found = undefined;
      if (now) {
        begin(now.ends);
        known = new Map(now.ends.map((one) => [one.id, one]));
        await Promise.all(now.ends.map((end) => readTo(end, end.next)));
        if (signal.aborted) return;
        progress.caughtUp(now.at);
        progress.trouble(undefined);
        failures = 0;
        failing.over('log');
        look();
      }
      await Promise.all(
        named.map(async ([id, end]) => {
          const partition = known.get(id);
          if (partition) await readTo(partition, end);
        }),
      );
    }

    function look(): void {
      endsLook.next(topics).then(
        (next) => {
          found = next;
          bell.ring();
        },
        (error: unknown) => {
          failure = { error };
          bell.ring();
        },
      );
    }
  }

  function begin(ends: readonly End[]): void {
    for (const { topic, number: partition, next: end } of ends) {
      if (progress.positionOf(topic, partition) !== undefined) continue;
      const from = begun ? 'start' : options.from;
      progress.place(
        topic,
        partition,
        beginningOf({ ...options, from }, { topic, partition, first: 0n, end }),
      );
    }
    begun = true;
  }

  /** Hands over what a partition has before `end`, or all that it has. */
  async function readTo(partition: Partition, end: bigint | undefined): Promise<void> {
    for (;;) {
      const position = progress.positionOf(partition.topic, partition.number) ?? 0n;
      if (signal.aborted || (end !== undefined && position >= end)) return;
      const records = await untilAborted(source.read(partition, position, batchSize), signal);
      if (records.length === 0 || signal.aborted) return;
      progress.handOver(records);
      if (end === undefined && records.length < batchSize) return;
    }
  }
}
