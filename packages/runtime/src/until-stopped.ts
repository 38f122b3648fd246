/**
 * Resolves when the process is asked to stop (SIGINT, SIGTERM). A second signal ends it at once, for those who
 * will not wait.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve(signal);
      });
    }
  });
}

/** Milliseconds that what is still open may take to close by itself. */
const patience = 1_000;

/**
 * For the end of a process in which all is stopped: what still waits for a broker that does not answer must not hold it
 * for minutes. A process that has nothing open ends at once.
 */
export function exitSoon(): void {
  setTimeout(() => process.exit(), patience).unref();
}
