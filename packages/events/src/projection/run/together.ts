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
/** Milliseconds after which those who wait for a transaction no longer do. */
const patience = 1_000;

/**
 * Applies the batches of partitions that wait at the same time in one transaction. One that nobody waits for goes at once, and what comes
 * meanwhile goes together with the next: the more there is to do, the less does each event cost.
 *
 * No partition stops another. When a shared transaction fails, or waits too long for a lock, each of its batches is tried by itself, as a batch is
 * that has failed before; and one that takes long has others begin beside it.
 */
export function createTogether({ target, atOnce, onApplied }: TogetherOptions): Together {
  const waiting: Waiting[] = [];
  const underWay = new Set<{ readonly began: number }>();
  let timer: NodeJS.Timeout | undefined;

  return (records, attempt) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ records, attempt, isAlone: attempt > 1, resolve, reject });
    begin();
    return promise;
  };

  function begin(): void {
    clearTimeout(timer);
    while (waiting.length > 0 && mayBegin()) void run(next());
    if (waiting.length > 0) timer = setTimeout(begin, patience).unref();
  }

  function mayBegin(): boolean {
    if (underWay.size === 0) return true;
    if (underWay.size >= atOnce) return false;
    if (waiting[0]?.isAlone || performance.now() - newest() >= patience) return true;
    return (
      underWay.size === 1 && waiting.reduce((sum, { records }) => sum + records.length, 0) >= worthAnother
    );
  }

  /** When the last transaction began. */
  function newest(): number {
    return Math.max(...[...underWay].map(({ began }) => began));
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
    const transaction = { began: performance.now() };
    underWay.add(transaction);
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
      underWay.delete(transaction);
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
