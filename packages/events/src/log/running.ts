interface Stoppable {
  stop(): Promise<void>;
}

/** What runs on an event log at this moment, so that it can be stopped together with the log. */
export interface Running {
  /** Keeps what was started until it is stopped; it is to be stopped by what this returns. */
  keep<Started extends Stoppable>(started: Started): Started;
  /** Stops all that is kept. */
  stop(): Promise<void>;
}

/** Creates a {@link Running} in which nothing runs yet. */
export function createRunning(): Running {
  const running = new Set<Stoppable>();
  return {
    keep(started) {
      const kept = {
        ...started,
        async stop() {
          await started.stop();
          running.delete(kept);
        },
      };
      running.add(kept);
      return kept;
    },
    async stop() {
      await Promise.all([...running].map((one) => one.stop()));
    },
  };
}
