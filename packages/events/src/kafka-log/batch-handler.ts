import { backoff, pause, type TroubleLog } from '@throughgate/service';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { LogRecord, StandingStill, SubscribeOptions } from '../log/event-log.ts';
import { standsStillAfter } from '../log/standing-still.ts';
import { mostSlow, takesLong } from '../log/takes-long.ts';
import { failureOf, readMessage } from './read-message.ts';

/** What a batch is handled with. */
export interface BatchHandlerOptions extends Pick<SubscribeOptions, 'onBatch' | 'batchSize'> {
  /** Where trouble of partitions is kept and told, by `<topic>/<partition>`. */
  readonly troubles: TroubleLog;
  /** Aborts when nothing more is to be handed over. */
  readonly signal: AbortSignal;
}

/** Hands fetched batches to a subscriber, each partition on its own. It outlives the kafkajs consumers that it serves. */
export interface BatchHandler {
  /** Makes the `eachBatch` of a kafkajs consumer. */
  eachBatchOf(consumer: Consumer): (payload: EachBatchPayload) => Promise<void>;
  /** The group gave out its partitions anew: what is in hand ends after the records at hand, and is fetched again. */
  assign(partitions: Readonly<Record<string, readonly number[]>>): void;
  standingStill(): readonly StandingStill[];
  /** Resolves when nothing is in hand any more. */
  idle(): Promise<void>;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** How far a partition was taken. */
interface Moved {
  readonly payload: EachBatchPayload;
  readonly offset: string;
  /** Aborts when the group gives out its partitions anew. */
  readonly signal: AbortSignal;
}

/**
 * Milliseconds from one position of a partition that is stored to the next. What a crash loses of them is handed over again, as after any
 * crash, and recognised.
 */
const movePace = 100;
/** Milliseconds without a new refusal after which a partition counts as read again: a few fetches. */
const refusalLasts = 3_000;

/** Errors of the protocol that say that the group has given out its partitions anew. */
const regrouped: ReadonlySet<unknown> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]);

/**
 * Creates a {@link BatchHandler}.
 *
 * kafkajs fetches again only when all batches of a fetch are done, and leaves the group when that takes too long
 * (#1720, #1527). So a batch that fails or takes long is taken out of its hands: the partition is paused, the others and
 * the heartbeats go on, and it is resumed after a pause or when the batch is done. A batch that failed is fetched again,
 * so that waiting takes no memory.
 */
export function createBatchHandler(options: BatchHandlerOptions): BatchHandler {
  const { batchSize = 500, onBatch, troubles, signal: stopping } = options;
  const inHand = new Map<string, Promise<number>>();
  /** Positions that wait to be stored, and those that are being stored, by partition. */
  const moved = new Map<string, Moved>();
  const moving = new Map<string, Promise<void>>();
  const places = new Map<string, Place>();
  const attempts = new Map<string, { readonly offset: bigint; readonly attempt: number }>();
  let assigned = new Set<string>();
  let generation = new AbortController();
  let slow = 0;

  return {
    eachBatchOf: (consumer) => (payload) => eachBatch(consumer, payload),
    assign(partitions) {
      generation.abort();
      generation = new AbortController();
      assigned = new Set(
        Object.entries(partitions).flatMap(([topic, numbers]) =>
          numbers.map((partition) => nameOf({ topic, partition })),
        ),
      );
      // What is another member's now is for that to say.
      for (const name of [...moved.keys()]) if (!assigned.has(name)) moved.delete(name);
      for (const name of [...troubles.all.keys()]) {
        if (places.has(name) && !assigned.has(name)) troubles.forget(name);
      }
    },
    standingStill: () =>
      [...troubles.all].flatMap(([name, { reason, attempts: failed }]) => {
        const place = places.get(name);
        return place && failed >= standsStillAfter ? [{ ...place, reason }] : [];
      }),
    async idle() {
      while (inHand.size > 0) await Promise.all(inHand.values());
      await Promise.all(moving.values());
    },
  };

  async function eachBatch(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const place = { topic, partition };
    const name = nameOf(place);
    places.set(name, place);
    if (stopping.aborted) {
      consumer.pause([{ topic, partitions: [partition] }]);
      return;
    }
    const earlier = inHand.get(name);
    if (earlier) {
      // Fetched again after the group was joined anew, while the records at hand are still being taken.
      restUntil(consumer, place, earlier);
      return;
    }
    const work = deliver(payload, name, generation.signal).finally(() => inHand.delete(name));
    inHand.set(name, work);
    if (slow < mostSlow && (await takesLong(work))) {
      slow += 1;
      void work.then(() => {
        slow -= 1;
      });
      restUntil(consumer, place, work);
    } else if ((await work) > 0) restUntil(consumer, place, work);
  }

  /**
   * Hands the records of a batch over in pieces, and moves the group's position behind each. Resolves with the
   * milliseconds to wait before the partition is fetched again; never rejects.
   */
  async function deliver(payload: EachBatchPayload, name: string, signal: AbortSignal): Promise<number> {
    const { batch } = payload;
    const { topic, partition } = batch;
    const refused = batch.messages.findIndex((message) => failureOf(message) !== undefined);
    const messages = refused === -1 ? batch.messages : batch.messages.slice(0, refused);
    const ours = () => !stopping.aborted && !signal.aborted && payload.isRunning() && !payload.isStale();
    for (let start = 0; start < messages.length; start += batchSize) {
      if (!ours()) return 0;
      const piece = messages.slice(start, start + batchSize);
      const records = piece.map((message) => readMessage(message, topic, partition));
      const isLast = start + batchSize >= messages.length && refused === -1;
      try {
        await take(name, records);
        // Behind the last record there may be others that are only the broker's.
        const last = isLast ? batch.lastOffset() : (piece.at(-1)?.offset ?? '');
        if (assigned.has(name)) move(payload, name, String(BigInt(last) + 1n), signal);
        payload.resolveOffset(piece.at(-1)?.offset ?? last);
      } catch (error) {
        if (!ours()) return 0;
        const offset = String(records[0]?.offset);
        return backoff(troubles.report(name, error, { topic, partition, offset }).attempts);
      }
      troubles.over(name);
    }
    const failure = refused === -1 ? undefined : failureOf(batch.messages[refused] as KafkaMessage);
    if (failure === undefined) return 0;
    const { attempts: failed } = troubles.report(name, failure, { topic, partition });
    const wait = backoff(failed);
    // A partition that is read again tells nobody while it is empty.
    setTimeout(() => {
      if (troubles.all.get(name)?.attempts === failed) troubles.over(name);
    }, wait + refusalLasts).unref();
    return wait;
  }

  /**
   * Stores a partition's position, the first at once and those of the next milliseconds together, and does not keep the next fetch waiting
   * for it: that would cost each record another answer of the broker. Where it fails it is tried again, until there is a later
   * position; what is fetched again because of that is recognised.
   */
  function move(payload: EachBatchPayload, name: string, offset: string, signal: AbortSignal): void {
    moved.set(name, { payload, offset, signal });
    if (!moving.has(name)) moving.set(name, storeMoves(name));
  }

  async function storeMoves(name: string): Promise<void> {
    for (let one = moved.get(name); one !== undefined; one = moved.get(name)) {
      moved.delete(name);
      await store(name, one);
      await pause(movePace, stopping);
    }
    moving.delete(name);
  }

  async function store(name: string, { payload, offset, signal }: Moved): Promise<void> {
    const { topic, partition } = payload.batch;
    for (let failed = false; ; failed = true) {
      try {
        await commit(payload, offset);
        if (failed) troubles.over(name);
        return;
      } catch (error) {
        if (signal.aborted || stopping.aborted || moved.has(name) || isRegrouped(error)) return;
        await pause(backoff(troubles.report(name, error, { topic, partition, offset }).attempts), signal);
      }
    }
  }

  async function take(name: string, records: readonly LogRecord[]): Promise<void> {
    const offset = records[0]?.offset ?? 0n;
    const earlier = attempts.get(name);
    const attempt = earlier?.offset === offset ? earlier.attempt + 1 : 1;
    attempts.set(name, { offset, attempt });
    await onBatch(records, attempt);
    attempts.delete(name);
  }
}

function nameOf({ topic, partition }: Place): string {
  return `${topic}/${partition}`;
}

/** Stores one partition's position; kafkajs's own commits take all partitions together, and so fail together. */
async function commit(payload: EachBatchPayload, offset: string): Promise<void> {
  const { topic, partition } = payload.batch;
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
}

function isRegrouped(error: unknown): boolean {
  return error instanceof Error && 'type' in error && regrouped.has(error.type);
}

/** Fetches nothing of a partition until `work` is done and the pause that it asks for is over. */
function restUntil(consumer: Consumer, { topic, partition }: Place, work: Promise<number>): void {
  const partitions = [{ topic, partitions: [partition] }];
  try {
    consumer.pause(partitions);
  } catch {
    // The consumer has ended in the meantime, and its batches with it.
    return;
  }
  void work.then((wait) => {
    setTimeout(() => {
      try {
        consumer.resume(partitions);
      } catch {
        // As above.
      }
    }, wait).unref();
  });
}
