import { advisoryLockText, keepSession, type Statements, statementsInTurn } from '@throughgate/database';
import { pause, untilAborted } from '@throughgate/service';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { topicOf } from '../event/topic-of.ts';
import type { EventLog } from '../log/event-log.ts';
import { createBell } from '../support/bell.ts';
import { createLaneSender } from './lane-sender.ts';
import { readOutboxStatus, readWaiting } from './outbox-rows.ts';
import { watchOutbox } from './outbox-watch.ts';
import { createRelayLanes } from './relay-lanes.ts';
import { relayMetrics } from './relay-metrics.ts';
import { createRelayTrouble } from './relay-trouble.ts';
import { sendEvents } from './send-events.ts';

/** Batches read at once: a backlog is then read seldom, and memory stays bounded. */
const readAhead = 4;
/**
 * Milliseconds from one look at the outbox to the next while few events come: what comes meanwhile goes together. An event
 * that comes after a pause goes at once.
 */
const pace = 20;
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
  /**
   * Most events that a crash of the relay makes appear twice on the log, beside those under way in lanes that do not
   * answer; half as many are appended at once. @default 1000
   */
  readonly batchSize?: number;
  /** How long an event waits at most when its notification was lost, in milliseconds. @default 500 */
  readonly pollInterval?: number;
}

/** A relay at work, or standing by for one that is. */
export interface Relay {
  /**
   * Rejects with the reason while the database or the log is out of reach, or has not answered a send for 5 s. Standing
   * by is no failure.
   */
  check(): Promise<void>;
  /** What somebody should look at although the relay works: events that are parked. `undefined` when nothing is. */
  alarm(): Promise<string | undefined>;
  /** Resolves when the outbox holds no event that the log does not, but parked ones, whichever relay brought it there. */
  drained(): Promise<void>;
  /** Lets what is under way finish, unless the log does not answer, and gives up the relay's lock. */
  stop(): Promise<void>;
}

/** The lane in which the log is asked what lanes it has. */
const noLane = -1;

/**
 * Moves an agency's events from its outbox to the event log, each at least once and in the order of each file.
 *
 * One relay per agency works at a time, by a session advisory lock; others stand by and take over when its
 * connection ends. What the log has is removed. Rows are read from the first that is there, never as "position greater
 * than the last": positions are given out before the commit, so that a lower one may become visible later.
 *
 * Events go in lanes, one for each partition of the topic. A lane that fails or does not answer is left to itself and
 * tried again, while the others go on. An event that the log will never take is parked: marked in the outbox with the
 * reason, and passed over until somebody releases it.
 */
export function startRelay(options: RelayOptions): Relay {
  const { agency, databaseUrl, log, metrics: registry = new Registry(), batchSize = 1_000 } = options;
  const { pollInterval = 500 } = options;
  const logger = options.logger.child({ relay: agency });
  const topic = topicOf(agency);
  const bell = createBell();
  const trouble = createRelayTrouble(logger);
  const outbox = watchOutbox();
  const metrics = relayMetrics(registry, agency, outbox.status);
  let waiting: { resolve(): void; reject(error: Error): void }[] = [];

  const session = keepSession({
    databaseUrl,
    applicationName: `throughgate relay ${agency}`,
    logger,
    async work({ client, signal, joined }) {
      // What a crash of the database loses of the removals goes to the log once more; nothing waits for the disk for their sake.
      // The outbox is most often empty, and is planned for as such: it would be read as a whole when it is not.
      await client.query(
        'SET synchronous_commit = off; SET enable_seqscan = off; SET enable_bitmapscan = off',
      );
      joined();
      const statements = statementsInTurn(client);
      outbox.follow(statements, signal);
      await becomeActive(statements, signal);
      if (signal.aborted) return;
      // Who stands by hears of nothing, so that an event wakes one relay and not all.
      client.on('notification', bell.ring);
      await statements.query('LISTEN outbox');
      logger.debug('relay active');
      await relay(statements, signal);
    },
  });

  return {
    async check() {
      await session.check();
      const reason = trouble.reason();
      if (reason !== undefined) throw new Error(`event log: ${reason}`);
    },
    async alarm() {
      const { parked = 0 } = (await outbox.status()) ?? {};
      if (parked === 0) return undefined;
      return parked === 1
        ? '1 event is parked: the event log does not take it (hub events parked list)'
        : `${parked} events are parked: the event log does not take them (hub events parked list)`;
    },
    drained() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ resolve, reject });
      bell.ring();
      return promise;
    },
    async stop() {
      await session.stop();
      metrics.stop();
      trouble.stop();
      for (const { reject } of waiting.splice(0)) reject(new Error(`relay ${agency} stopped`));
    },
  };

  async function becomeActive(client: Statements, signal: AbortSignal): Promise<void> {
    // Asked for again and again: a statement that waited for the lock would hold back vacuum all the while.
    while (!signal.aborted) {
      const asked = [...waiting];
      const { rows } = await client.query<{ active: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS active',
        [advisoryLockText.relay(agency)],
      );
      if (rows[0]?.active) return;
      if (asked.length > 0 && (await readOutboxStatus(client)).waiting === 0) settle(asked);
      await bell.wait(asked.length > 0 ? 50 : pollInterval, signal);
    }
  }

  async function relay(client: Statements, signal: AbortSignal): Promise<void> {
    const lanes = createRelayLanes();
    const sender = createLaneSender({
      client,
      lanes,
      trouble,
      logger,
      batchSize,
      signal,
      send: (rows) => sendEvents(log, rows, metrics),
      onLate: bell.ring,
    });
    const limit = readAhead * batchSize;
    let lastLaneOf: unknown;
    while (!signal.aborted) {
      const looked = performance.now();
      const asked = [...waiting];
      const exceptKeys = lanes.heldKeys();
      const { waiting: rows, unreadable } = await readWaiting(client, topic, { limit, exceptKeys });
      if (unreadable.length > 0) {
        await sender.setAside(unreadable);
        continue;
      }
      const laneOf = rows.length === 0 ? undefined : await learnLanes();
      const isUnderWay = laneOf !== undefined && (await sender.publish(rows, laneOf));
      // A full page of events of held lanes: there may be others behind them, since their keys are left out now.
      if (laneOf !== undefined && rows.length === limit) continue;
      if (isUnderWay && asked.length > 0) continue;
      if (rows.length < batchSize) await sender.tidy();
      if (rows.length === 0 && exceptKeys.length === 0) settle(asked);
      // Whoever commits rings, and a ring from before is kept: there is nothing to look for until then.
      if (isUnderWay) await pause(Math.max(0, looked + pace - performance.now()), signal);
      await bell.wait(Math.min(pollInterval, lanes.nextDue()), signal);
    }
    // What is not removed when this ends appears twice on the log: worth a moment, but not where nothing is answered.
    if (trouble.reason() === undefined) await sender.waitForLate();

    /** Which lane a key is in; `undefined` when the log does not tell, or is not to be asked yet. */
    async function learnLanes(): Promise<((key: string | null) => number) | undefined> {
      if (lanes.isHeld(noLane)) return undefined;
      trouble.begin(noLane);
      try {
        const laneOf = await untilAborted(log.lanes(topic), signal);
        lanes.succeeded(noLane);
        trouble.succeeded(noLane);
        if (laneOf !== lastLaneOf) trouble.forget();
        lastLaneOf = laneOf;
        return laneOf;
      } catch (error) {
        lanes.failed(noLane);
        if (!signal.aborted) trouble.failed(noLane, error);
        return undefined;
      }
    }
  }

  function settle(asked: typeof waiting): void {
    waiting = waiting.filter((one) => !asked.includes(one));
    for (const { resolve } of asked) resolve();
  }
}
