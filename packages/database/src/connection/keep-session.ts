import { backoff, createTroubleLog, type Logger, pause } from '@throughgate/service';
import pg from 'pg';

/** What {@link keepSession} keeps. */
export interface SessionOptions {
  readonly databaseUrl: string;
  /** Name by which the database's administrator recognises the connection. */
  readonly applicationName: string;
  readonly logger: Logger;
  /**
   * Works over a connection of its own until `signal` aborts, which it does when the connection is lost and
   * when the session is stopped. When it fails, it is called again, with a new connection, after a pause.
   */
  work(session: { client: pg.Client; signal: AbortSignal; joined(): void }): Promise<void>;
}

/** Work over a dedicated connection that is made anew whenever it is lost. */
export interface Session {
  /** Rejects with the reason while the work is not under way. */
  check(): Promise<void>;
  /** Aborts the work and resolves when it has ended and the connection is closed. */
  stop(): Promise<void>;
}

/**
 * Keeps a dedicated connection with what lives on it: session advisory locks and LISTEN. Both end with the
 * connection, which is why the work starts afresh on each new one.
 */
export function keepSession({ databaseUrl, applicationName, logger, work }: SessionOptions): Session {
  const stopping = new AbortController();
  const losses = createTroubleLog(logger, {
    began: 'connection lost; trying again',
    ended: 'connected again',
  });
  let trouble: string | undefined = 'not connected yet';
  let failures = 0;
  const ended = run();

  return {
    async check() {
      if (trouble !== undefined) throw new Error(trouble);
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await oneSession();
      } catch (error) {
        failures += 1;
        if (stopping.signal.aborted) break;
        trouble = losses.report(applicationName, error, { connection: applicationName }).reason;
        await pause(backoff(failures), stopping.signal);
      }
    }
    trouble = 'stopped';
  }

  async function oneSession(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: applicationName,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const lost = new AbortController();
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('the database closed the connection')));
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    try {
      await client.connect();
      // A peer that vanished without a word must not keep its locks for the two hours that TCP allows.
      await client.query(
        'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
      );
      await work({
        client,
        signal,
        joined() {
          failures = 0;
          trouble = undefined;
          losses.over(applicationName);
        },
      });
      if (lost.signal.aborted && !stopping.signal.aborted) throw lost.signal.reason;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
