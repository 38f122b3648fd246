import type pg from 'pg';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { EventLog } from '../event-log.ts';
import { type Bell, createBell } from '../support/bell.ts';
import { backoff, pause } from '../support/pause.ts';
import { keepSession } from '../support/postgres-session.ts';
import { topicOf } from '../topic.ts';
import { countUnpublished, markPublished, readUnpublished, type Unpublished } from './outbox-rows.ts';
import { relayMetrics } from './relay-metrics.ts';

/** Batches read at once: a backlog is then read seldom, and memory stays bounded. */
const readAhead = 4;

/** What a relay is started with. */
export interface RelayOptions {
  /** Agency whose outbox is emptied into the topic of {@link topicOf}. */
  readonly agency: string;
  /** The agency's database, with the outbox of `ensureOutbox`. */
  readonly databaseUrl: string;
  readonly log: EventLog;
  readonly logger: Logger;
  /** Where the relay's metrics are kept. @default a registry that nobody reads */
  readonly metrics?: Registry;
  /** Most events that a crash of the relay makes appear twice on the log; half as many are appended at once. @default 1000 */
  readonly batchSize?: number;
  /** How long an event waits at most when its notification was lost, in milliseconds. @default 500 */
  readonly pollInterval?: number;
}

/** A relay at work, or standing by for one that is. */
export interface Relay {
  /** Rejects with the reason while the database or the log is out of reach. Standing by is no failure. */
  check(): Promise<void>;
  /** Resolves when the outbox holds no event that the log does not, whichever relay brought it there. */
  drained(): Promise<void>;
  /** Lets the batch at hand finish and gives up the relay's lock. */
  stop(): Promise<void>;
}

/**
 * Moves an agency's events from its outbox to the event log, each at least once and in the order of each file.
 *
 * One relay per agency works at a time, by a session advisory lock; others stand by and take over when its
 * connection ends. Rows are read as "not yet published", from the first, never as "position greater than the
 * last": positions are given out before the commit, so that a lower one may become visible later.
 */
export function startRelay(options: RelayOptions): Relay {
  const { agency, databaseUrl, log, metrics: registry = new Registry(), batchSize = 1_000 } = options;
  const { pollInterval = 500 } = options;
  const logger = options.logger.child({ relay: agency });
  const topic = topicOf(agency);
  const metrics = relayMetrics(registry, agency);
  const bell = createBell();
  let trouble: string | undefined;
  let failures = 0;
  let waiting: { resolve(): void; reject(error: Error): void }[] = [];

  const session = keepSession({
    databaseUrl,
    applicationName: `throughgate relay ${agency}`,
    logger,
    async work({ client, signal, joined }) {
      client.on('notification', bell.ring);
      await client.query('LISTEN outbox');
      joined();
      await becomeActive(client, bell, signal);
      if (signal.aborted) return;
      logger.debug('relay active');
      await relay(client, signal);
    },
  });

  return {
    async check() {
      await session.check();
      if (trouble !== undefined) throw new Error(trouble);
    },
    drained() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ resolve, reject });
      bell.ring();
      return promise;
    },
    async stop() {
      await session.stop();
      for (const { reject } of waiting.splice(0)) reject(new Error(`relay ${agency} stopped`));
    },
  };

  async function becomeActive(client: pg.Client, bell: Bell, signal: AbortSignal): Promise<void> {
    // Asked for again and again: a statement that waited for the lock would hold back vacuum all the while.
    while (!signal.aborted) {
      const asked = [...waiting];
      const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS active', [
        `throughgate relay ${agency}`,
      ]);
      if (rows[0].active) return;
      if (asked.length > 0 && (await countUnpublished(client)) === 0) settle(asked);
      await bell.wait(asked.length > 0 ? 50 : pollInterval, signal);
    }
  }

  async function relay(client: pg.Client, signal: AbortSignal): Promise<void> {
    let observed = 0;
    while (!signal.aborted) {
      const asked = [...waiting];
      const rows = await readUnpublished(client, topic, readAhead * batchSize);
      const first = rows[0];
      if (first === undefined) {
        metrics.backlog.set(0);
        metrics.lag.set(0);
        settle(asked);
        await bell.wait(pollInterval, signal);
        continue;
      }
      metrics.lag.set((Date.now() - first.recordedAt.getTime()) / 1_000);
      if (Date.now() - observed > 2_000) {
        metrics.backlog.set(await countUnpublished(client));
        observed = Date.now();
      }
      await publish(client, rows, signal);
    }
  }

  /** Appends `rows` half a batch at a time, and marks each half while the next is appended. */
  async function publish(
    client: pg.Client,
    rows: readonly Unpublished[],
    signal: AbortSignal,
  ): Promise<void> {
    const half = Math.ceil(batchSize / 2);
    let marking: Promise<void> = Promise.resolve();
    for (let start = 0; start < rows.length && !signal.aborted; start += half) {
      const part = rows.slice(start, start + half);
      const [appended] = await Promise.all([append(part), marking]);
      if (!appended) {
        await pause(backoff(failures, 100, 2_000), signal);
        return;
      }
      marking = markPublished(client, part);
      metrics.published.inc(part.length);
    }
    await marking;
  }

  /** Returns false, having told why, when the log took no events. */
  async function append(part: readonly Unpublished[]): Promise<boolean> {
    try {
      await log.append(part.map(({ record }) => record));
    } catch (error) {
      failures += 1;
      trouble = `event log: ${error instanceof Error ? error.message : String(error)}`;
      metrics.failures.inc();
      logger.warn({ err: error, failures }, 'the event log took no events; they stay in the outbox');
      return false;
    }
    if (failures > 0) logger.info({ failures }, 'the event log takes events again');
    failures = 0;
    trouble = undefined;
    return true;
  }

  function settle(asked: typeof waiting): void {
    waiting = waiting.filter((one) => !asked.includes(one));
    for (const { resolve } of asked) resolve();
  }
}
