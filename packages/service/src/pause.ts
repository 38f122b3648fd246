import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after `milliseconds`, or at once when `signal` aborts; never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Length of the pause after the nth failure in a row: doubles from `first`, up to `longest`, in milliseconds. */
export function backoff(failures: number, first = 100, longest = 5_000): number {
  return Math.min(longest, first * 2 ** Math.min(failures - 1, 16));
}
