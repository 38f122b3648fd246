import type { LogRecord } from '../../log/event-log.ts';
import { type Applied, applyBatch, applyShared, type Target } from '../apply/apply-batch.ts';
import { GenerationEndedError } from '../generations/generation.ts';

/** What {@link createTogether} works with. */
export interface TogetherOptions {
  readonly target: Target;
  /** Most transactions at once. */
  readonly atOnce: number;
  /** Told of each transaction, after its commit. */
  onApplied(applied: Applied): void;
}

/** Applies batches of partitions; each promise settles with what became of its batch. */
export type Together = (records: readonly LogRecord[], attempt: number) => Promise<void>;

/** A batch of one partition that waits. */
interface Waiting {
  readonly records: readonly LogRecord[];
  readonly attempt: number;
  readonly isAlone: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

/** Records from which on a second transaction is worth it: it keeps the database busy while the first is being prepared. */
const worthAnother = 200;
/** Most records in one transaction. */
const most = 1_000;
/**
 * Milliseconds from the beginning of one transaction to that of the next while little waits: what comes meanwhile goes together. A
 * batch that comes after a pause goes at once. Most of what few events cost is what their transaction costs.
 */
const pace = 25;
/** Milliseconds after which those who wait for a transaction no longer do. */
const patience = 1_000;

/**
 * Applies the batches of partitions that wait at the same time in one transaction: the more there is to do, the less does each
 * event cost.
 *
 * No partition stops another. When a shared transaction fails, or waits too long for a lock, each of its batches is tried by itself, as a batch is
 * that has failed before; and one that takes long has others begin beside it.
 */
export function createTogether({ target, atOnce, onApplied }: TogetherOptions): Together {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let lastBegan = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  return (records, attempt) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ records, attempt, isAlone: attempt > 1, resolve, reject });
    begin();
    return promise;
  };

  function begin(): void {
    clearTimeout(timer);
    while (waiting.length > 0) {
      const wait = untilNext();
      if (wait > 0) {
        timer = setTimeout(begin, wait);
        return;
      }
      void run(next());
    }
  }

  /** Milliseconds until the next transaction may begin, unless one under way ends before. */
  function untilNext(): number {
    if (underWay >= atOnce) return patience;
    if (waiting[0]?.isAlone) return 0;
    const isMuch = waiting.reduce((sum, { records }) => sum + records.length, 0) >= worthAnother;
    if (isMuch && underWay < 2) return 0;
    return lastBegan + (underWay === 0 ? pace : patience) - performance.now();
  }

  /** The batches of the next transaction, in their order. */
  function next(): readonly Waiting[] {
    const group: Waiting[] = [];
    let records = 0;
    for (let one = waiting[0]; one !== undefined; one = waiting[0]) {
      if (group.length > 0 && (one.isAlone || records + one.records.length > most)) break;
      group.push(one);
      records += one.records.length;
      waiting.shift();
      if (one.isAlone) break;
    }
    return group;
  }

  async function run(group: readonly Waiting[]): Promise<void> {
    lastBegan = performance.now();
    underWay += 1;
    try {
      const applied = await apply(group);
      onApplied(applied);
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 1 || error instanceof GenerationEndedError) {
        for (const { reject } of group) reject(error);
      } else {
        target.logger.debug({ err: error, batches: group.length }, 'each partition is applied by itself');
        waiting.unshift(...group.map((one) => ({ ...one, isAlone: true })));
      }
    } finally {
      underWay -= 1;
      begin();
    }
  }

  function apply(group: readonly Waiting[]): Promise<Applied> {
    const [first] = group;
    if (group.length === 1 && first) return applyBatch(target, first.records, first.attempt);
    return applyShared(
      target,
      group.flatMap(({ records }) => records),
    );
  }
}
