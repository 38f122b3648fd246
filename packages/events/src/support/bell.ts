/**
 * A condition variable: wakes one waiting loop, which then looks itself at what has changed. A ring while nobody waits is
 * kept for the next wait, so that none is missed.
 */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, after `milliseconds`, or when `signal` aborts, whichever comes first. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Creates a {@link Bell}. */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds, signal) {
      if (!rung && signal?.aborted !== true) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, milliseconds);
        const abort = () => resolve();
        signal?.addEventListener('abort', abort, { once: true });
        wake = resolve;
        await promise;
        wake = undefined;
        signal?.removeEventListener('abort', abort);
        clearTimeout(timer);
      }
      rung = false;
    },
  };
}
