import { letOthersRun } from '../planning/let-others-run.ts';
import type { Generation } from './generation.ts';

/**
 * Plans on `next` what runs most on `current`, so that the switch does not make every client wait for a plan at
 * once. Traffic goes on between one operation and the next. What the new supergraph does not have any more is left out.
 *
 * @param limit most operations to plan
 * @param enough asked before each operation; true ends it
 * @returns how many are planned
 */
export async function planAhead(
  current: Generation,
  next: Generation,
  limit: number,
  enough: () => boolean,
): Promise<number> {
  let planned = 0;
  // The most used one comes last, so that the cache takes it for the most recent.
  for (const operation of current.mostUsed(limit).toReversed()) {
    await letOthersRun();
    if (enough()) break;
    try {
      await next.prepare(operation);
      planned += 1;
    } catch {
      // Not valid on the new supergraph: whoever sends it again is told by validation what is missing.
    }
  }
  return planned;
}
