import { type Logger, reasonOf } from '@throughgate/service';
import type { FollowOptions, FollowState, LogPosition, LogRecord } from './event-log.ts';
import { lastOffsetOf } from './last-offset.ts';

/** Milliseconds without a whole look at the log after which a reader that hears nothing counts as not following. */
const silence = 3_000;

/** What a reader of {@link FollowOptions} knows of itself, the same for both logs. */
export interface FollowProgress {
  /** The next offset of a partition; `undefined` until it is known. */
  positionOf(topic: string, partition: number): bigint | undefined;
  place(topic: string, partition: number, offset: bigint): void;
  /** Hands consecutive records of a partition over and moves behind them. */
  handOver(records: readonly LogRecord[]): void;
  /** All that was on the log at `moment`, on the clock of `performance.now()`, has been handed over. */
  caughtUp(moment: number): void;
  /** Reading fails for a reason; `undefined` when it goes on. */
  trouble(reason: string | undefined): void;
  state(): FollowState;
  positions(): readonly LogPosition[];
}

/** Creates the {@link FollowProgress} of a reader that has not reached the log yet. */
export function createFollowProgress({ onRecords }: FollowOptions, logger: Logger): FollowProgress {
  const next = new Map<string, LogPosition>();
  let hadAllAt = Number.NEGATIVE_INFINITY;
  let reason: string | undefined = 'not connected yet';
  return {
    positionOf: (topic, partition) => next.get(nameOf(topic, partition))?.offset,
    place: (topic, partition, offset) =>
      void next.set(nameOf(topic, partition), { topic, partition, offset }),
    handOver(records) {
      const last = records.at(-1);
      if (last === undefined) return;
      const { topic, partition } = last;
      next.set(nameOf(topic, partition), { topic, partition, offset: lastOffsetOf(last) + 1n });
      try {
        onRecords(records);
      } catch (error) {
        logger.error(
          { err: error, topic, partition, reason: reasonOf(error) },
          'records that were followed were not taken; they do not come again',
        );
      }
    },
    caughtUp(moment) {
      hadAllAt = Math.max(hadAllAt, moment);
    },
    trouble(why) {
      reason = why;
    },
    state() {
      const behindMs = performance.now() - hadAllAt;
      if (reason !== undefined) return { following: false, behindMs, reason };
      if (behindMs < silence || hadAllAt === Number.NEGATIVE_INFINITY) return { following: true, behindMs };
      const seconds = Math.round(behindMs / 1000);
      return {
        following: false,
        behindMs,
        reason: `it is ${seconds} s since all that is on the log was read`,
      };
    },
    positions: () => [...next.values()],
  };
}

function nameOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

/** Where reading of a partition begins that has `first` and `end`: the offset of the next record after all of them. */
export function beginningOf(
  { from, before = 0 }: FollowOptions,
  { topic, partition, first, end }: { topic: string; partition: number; first: bigint; end: bigint },
): bigint {
  const wanted =
    from === 'start'
      ? first
      : from === 'end'
        ? end
        : (from.find((one) => one.topic === topic && one.partition === partition)?.offset ?? first);
  const earlier = wanted - BigInt(before);
  return earlier < first ? first : earlier > end ? end : earlier;
}
