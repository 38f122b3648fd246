/** What came of doing something again and again. */
export interface LoopResult {
  readonly operations: number;
  /** From the first operation's begin to the last one's end. */
  readonly seconds: number;
  /** Milliseconds of each operation. */
  readonly latencies: readonly number[];
}

/**
 * Does something again and again for a time, as many at once as `concurrency` says: each begins anew as soon as it
 * has finished. Rejects at the first operation that does: a fast wrong answer is no result.
 */
export async function closedLoop(
  concurrency: number,
  seconds: number,
  operation: () => Promise<unknown>,
): Promise<LoopResult> {
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < end) {
        const began = performance.now();
        await operation();
        latencies.push(performance.now() - began);
      }
    }),
  );
  return { operations: latencies.length, seconds: (performance.now() - started) / 1000, latencies };
}
