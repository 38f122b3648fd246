import { setTimeout } from 'node:timers/promises';

/**
 * Waits so many milliseconds, or until the signal is aborted. Only with `keepsAlive` does it keep a process alive that
 * has nothing else to do.
 */
export async function pauseUnless(
  signal: AbortSignal,
  milliseconds: number,
  { keepsAlive = false }: { readonly keepsAlive?: boolean } = {},
): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal, ref: keepsAlive });
  } catch {
    // Aborted: what that means is for the caller to say.
  }
}
