import { isAboutStatement, type Statements } from '@throughgate/database';
import { backoff, pause, type TroubleLog } from '@throughgate/service';
import type { LimitFunction } from 'p-limit';
import type { LogRecord, SubscribeOptions } from '../log/event-log.ts';
import { lastOffsetOf } from '../log/last-offset.ts';
import { mostSlow, takesLong } from '../log/takes-long.ts';
import { createBell } from '../support/bell.ts';
import type { LogSource } from './log-source.ts';
import type { Partition } from './partitions.ts';
import type { PositionStore } from './position-store.ts';

/** Name of a partition in a {@link TroubleLog}. */
export function placeOf({ topic, number }: Partition): string {
  return `${topic}/${number}`;
}

/** What a reader of one owned partition works with. */
export interface ReaderOptions extends Pick<SubscribeOptions, 'group' | 'onBatch'> {
  readonly batchSize: number;
  readonly partition: Partition;
  /** The connection that holds the partition's lock. */
  readonly database: Statements;
  readonly source: LogSource;
  readonly positions: PositionStore;
  /** Limits how many batches are in memory and in hand at once. */
  readonly gate: LimitFunction;
  /** Batches that take longer than others wait for; shared by the readers of a consumer. */
  readonly slow: { count: number };
  /** Where trouble of partitions is kept and told, by {@link placeOf}. */
  readonly troubles: TroubleLog;
  /** Aborts when the connection is lost or the consumer stops. */
  readonly signal: AbortSignal;
}

/** Hands the records of one partition to the subscriber, batch by batch. */
export interface Reader {
  /** There may be records before `end`, or anywhere when it is not known. */
  wake(end?: bigint): void;
  /** Lets the batch at hand finish. */
  stop(): Promise<void>;
  /** Rejects when the log could not be read. */
  readonly ended: Promise<void>;
}

type Outcome = 'done' | 'failed';

/** Starts to read at the group's position. */
export function startReader(options: ReaderOptions): Reader {
  const { group, partition, source, positions, batchSize, gate, slow, onBatch, troubles } = options;
  const place = placeOf(partition);
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const bell = createBell();
  let position = 0n;
  /** Up to where there are records for certain, and whether there may be others behind. */
  let end = 0n;
  let isAsked = true;
  let failures = 0;
  const ended = run();
  return {
    wake(upTo) {
      if (upTo === undefined) isAsked = true;
      else if (upTo > end) end = upTo;
      if (isAsked || end > position) bell.ring();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
    ended,
  };

  async function run(): Promise<void> {
    position = await storedPosition(options.database, group, partition);
    while (!signal.aborted) {
      if (!isAsked && position >= end) await bell.wait(60_000, signal);
      else if ((await batchInTurn()) === 'failed') await pause(backoff(failures), signal);
    }
  }

  /** A batch that takes long gives its turn up to other partitions, while few do. */
  async function batchInTurn(): Promise<Outcome> {
    const { work, isSlow } = await gate(async () => {
      const work = oneBatch();
      if (slow.count >= mostSlow) await work;
      return { work, isSlow: slow.count < mostSlow && (await takesLong(work)) };
    });
    if (!isSlow) return work;
    slow.count += 1;
    try {
      return await work;
    } finally {
      slow.count -= 1;
    }
  }

  async function oneBatch(): Promise<Outcome> {
    if (signal.aborted) return 'done';
    try {
      const wasAsked = isAsked;
      const known = end;
      isAsked = false;
      const records = await source.read(partition, position, batchSize);
      const last = records.at(-1);
      if (last === undefined) {
        if (end === known) end = position;
      } else {
        isAsked ||= wasAsked;
        await handOver(records);
        position = lastOffsetOf(last) + 1n;
        positions.move(partition.id, position);
      }
    } catch (error) {
      // Without its connection the consumer starts afresh; what the database says of one partition concerns that one.
      if (!(error instanceof HandlerFailedError || isAboutStatement(error))) throw error;
      failures += 1;
      isAsked = true;
      troubles.report(place, error instanceof HandlerFailedError ? error.cause : error, {
        topic: partition.topic,
        partition: partition.number,
        offset: String(position),
      });
      return 'failed';
    }
    failures = 0;
    troubles.over(place);
    return 'done';
  }

  async function handOver(records: readonly LogRecord[]): Promise<void> {
    try {
      await onBatch(records, failures + 1);
    } catch (error) {
      throw new HandlerFailedError('the handler failed', { cause: error });
    }
  }
}

/** Tells a failure of the handler, whatever it is, from one of the log's own connection. */
class HandlerFailedError extends Error {}

async function storedPosition(database: Statements, group: string, partition: Partition): Promise<bigint> {
  const { rows } = await database.query<{ next_offset: string }>(
    'SELECT next_offset FROM event_log.position WHERE group_name = $1 AND partition_id = $2',
    [group, partition.id],
  );
  return BigInt(rows[0]?.next_offset ?? 0);
}
