import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, OperatorError, reasonOf } from '@throughgate/service';
import { PortTakenError, type PostgresProcess } from './start-postgres.ts';

/** What {@link keepPostgres} keeps running. */
export interface KeepPostgresOptions {
  /** The server that runs. */
  readonly first: PostgresProcess;
  /** Starts it again, on the same data and port. */
  start(): Promise<PostgresProcess>;
  /** How often it is started again within ten minutes. */
  readonly mostRestarts: number;
  readonly logger: Logger;
}

/** A server that is started again when it ends. */
export interface KeptPostgres {
  /** Resolves with the reason, and never rejects, when the server ended and is not started again. */
  readonly gaveUp: Promise<string>;
  /** Ends the server. Safe to call twice. */
  stop(): Promise<void>;
}

/** The time within which restarts count, in milliseconds: what fails that often does not mend itself. */
const window = 600_000;
/**
 * How long a restart is tried, in milliseconds. Processes that a killed server leaves behind hold its memory, and
 * PostgreSQL does not start beside them; they end when they next look whether it is there.
 */
const patience = 30_000;

/** Starts an embedded server again whenever it ends without having been asked to: killed by hand, or for want of memory. */
export function keepPostgres({ first, start, mostRestarts, logger }: KeepPostgresOptions): KeptPostgres {
  const gaveUp = Promise.withResolvers<string>();
  let current = first;
  let stopping = false;
  const watching = watch();
  return {
    gaveUp: gaveUp.promise,
    async stop() {
      stopping = true;
      await current.stop();
      await watching;
      // One that was being started meanwhile.
      await current.stop();
    },
  };

  async function watch(): Promise<void> {
    let restarts: number[] = [];
    for (;;) {
      const how = await current.ended;
      if (stopping) return;
      const now = Date.now();
      restarts = restarts.filter((moment) => now - moment < window);
      if (restarts.length >= mostRestarts) {
        gaveUp.resolve(
          `it ended (${how}), and had been started again ${restarts.length} times in ten minutes`,
        );
        return;
      }
      restarts.push(now);
      logger.error({ how }, 'the embedded PostgreSQL ended unexpectedly; it is started again');
      try {
        current = await startAgain();
        logger.warn({ seconds: (Date.now() - now) / 1_000 }, 'the embedded PostgreSQL runs again');
      } catch (error) {
        if (stopping) return;
        gaveUp.resolve(`it ended (${how}) and did not start again: ${reasonOf(error)}`);
        return;
      }
    }
  }

  async function startAgain(): Promise<PostgresProcess> {
    for (const until = Date.now() + patience; ; await delay(100)) {
      try {
        return await start();
      } catch (error) {
        const passes =
          error instanceof PortTakenError ||
          (error instanceof OperatorError && /shared memory block|lock file/i.test(error.message));
        if (!passes || stopping || Date.now() > until) throw error;
      }
    }
  }
}
