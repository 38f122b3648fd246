import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds, or until the signal is aborted. Keeps no process alive. */
export async function pauseUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal, ref: false });
  } catch {
    // Aborted: what that means is for the caller to say.
  }
}
