import { randomUUID } from 'node:crypto';
import type { EventLog, LogRecord, PartitionLag } from '@throughgate/events';

/** What is read of a topic. */
export interface NewestOptions {
  /** Most records, of all partitions together. */
  readonly limit: number;
  /** Whether a record is of the time that is wanted; then more are read, until older ones come. @default the newest are */
  readonly isWanted?: ((record: LogRecord) => boolean) | undefined;
  /** Milliseconds within which they must be read. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** The newest records of a topic. */
export interface NewestRecords {
  /** In order for each key. */
  readonly records: readonly LogRecord[];
  /** Partitions of which nothing older was left out. */
  readonly whole: ReadonlySet<number>;
  /** How many records the topic has. */
  readonly total: number;
  /** What could not be read, in words. */
  readonly stands: readonly string[];
}

/** Milliseconds between looks at whether all is read, or something cannot be. */
const watchInterval = 500;
/** By how much more is read when what was read does not reach back far enough, and how often. */
const [growth, rounds] = [10, 3];

/**
 * Reads the newest records of a topic as a consumer of its own that is forgotten afterwards; the log is as it was before.
 * `undefined` when there is no such topic.
 */
export async function readNewest(
  log: EventLog,
  topic: string,
  options: NewestOptions,
): Promise<NewestRecords | undefined> {
  const { isWanted = () => true } = options;
  let partitions: readonly PartitionLag[];
  try {
    partitions = await log.lag(nameGroup(), [topic]);
  } catch (error) {
    const stands = [`The topic cannot be read: ${(error as Error).message}`];
    return { records: [], whole: new Set(), total: 0, stands };
  }
  if (partitions.length === 0) return undefined;
  const total = Number(partitions.reduce((sum, { position, end }) => sum + end - position, 0n));
  for (let round = 1, size = options.limit; ; round += 1, size *= growth) {
    const starts = shareOut(partitions, size);
    const { records, stands } = await read(log, starts, options);
    const whole = new Set(
      starts.filter(({ first, position }) => position === first).map(({ partition }) => partition),
    );
    // Where the oldest that was read is wanted, still older ones may be.
    const isEnough = starts.every(({ partition }) => {
      const oldest = records.find((record) => record.partition === partition);
      return whole.has(partition) || oldest === undefined || !isWanted(oldest);
    });
    const isLast = options.isWanted === undefined || round === rounds || stands.length > 0;
    if (!isEnough && !isLast) continue;
    return { records: records.filter(isWanted), whole, total, stands };
  }
}

interface Start extends PartitionLag {
  /** The first record that there is. */
  readonly first: bigint;
}

/** Begins each partition so that together they have so many records: what one has too few of, the others have more. */
function shareOut(partitions: readonly PartitionLag[], size: number): readonly Start[] {
  const smallestFirst = [...partitions].sort((a, b) => Number(a.end - a.position - (b.end - b.position)));
  let left = size;
  return smallestFirst.map((one, index) => {
    const there = Number(one.end - one.position);
    const share = Math.min(there, Math.ceil(left / (smallestFirst.length - index)));
    left -= share;
    return { ...one, first: one.position, position: one.end - BigInt(share) };
  });
}

/** Reads from these positions to the ends that were told with them. */
async function read(
  log: EventLog,
  starts: readonly Start[],
  { timeout, signal }: NewestOptions,
): Promise<Pick<NewestRecords, 'records' | 'stands'>> {
  const records: LogRecord[] = [];
  const topic = starts[0]?.topic ?? '';
  const unread = new Map(
    starts.filter(({ position, end }) => position < end).map(({ partition, end }) => [partition, end]),
  );
  const ends = new Map(unread);
  if (unread.size === 0) return { records, stands: [] };
  const group = nameGroup();
  await log.startAt(group, starts);
  const done = Promise.withResolvers<void>();
  const deadline = AbortSignal.timeout(timeout);
  const giveUp = AbortSignal.any(signal ? [signal, deadline] : [deadline]);
  const onAbort = () => done.resolve();
  giveUp.addEventListener('abort', onAbort, { once: true });
  const subscription = await log.subscribe({
    group,
    topics: [topic],
    async onBatch(batch) {
      for (const record of batch) {
        const { partition, offset, unreadable } = record;
        const end = ends.get(partition) ?? 0n;
        if (offset < end) records.push(record);
        if ((unreadable?.lastOffset ?? offset) >= end - 1n) unread.delete(partition);
      }
      if (unread.size === 0) done.resolve();
    },
  });
  const watch = setInterval(async () => {
    if (subscription.standingStill().length > 0) return done.resolve();
    // The last offsets of a partition may hold no record: marks of transactions do.
    const lags = await log.lag(group, [topic]).catch(() => undefined);
    if (lags?.every(({ partition, position }) => position >= (ends.get(partition) ?? 0n))) done.resolve();
  }, watchInterval);
  try {
    await done.promise;
    signal?.throwIfAborted();
    const stands = subscription.standingStill().map(({ partition, reason }) => {
      const place = partition === undefined ? topic : `${topic}/${partition}`;
      return `The events at ${place} cannot be read: ${reason}`;
    });
    const late = deadline.aborted && unread.size > 0 && stands.length === 0;
    const told = `The events of ${topic} could not all be read within ${timeout / 1_000} s`;
    return { records, stands: late ? [told] : stands };
  } finally {
    clearInterval(watch);
    giveUp.removeEventListener('abort', onAbort);
    await subscription.stop();
    await log.deleteGroup(group);
  }
}

function nameGroup(): string {
  return `throughgate-verify-${randomUUID()}`;
}
