import { advisoryLockText, keepSession, type Statements, statementsInTurn } from '@throughgate/database';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { topicOf } from '../event/topic-of.ts';
import type { EventLog } from '../log/event-log.ts';
import { toAppendError } from '../log/settle-appends.ts';
import { createBell } from '../support/bell.ts';
import { untilAborted } from '../support/until-aborted.ts';
import { within } from '../support/within.ts';
import {
  markPublished,
  type Parking,
  park,
  readOutboxStatus,
  readWaiting,
  type Waiting,
} from './outbox-rows.ts';
import { watchOutbox } from './outbox-watch.ts';
import { createRelayLanes } from './relay-lanes.ts';
import { relayMetrics } from './relay-metrics.ts';
import { createRelayTrouble } from './relay-trouble.ts';

/** Batches read at once: a backlog is then read seldom, and memory stays bounded. */
const readAhead = 4;
/**
 * Milliseconds that the events at hand wait for a lane that answers slowly before the others go on without it: far more
 * than a send takes, and no longer than a lane that failed rests.
 */
const patience = 2_000;

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

/** What became of a send. */
interface Outcome {
  readonly stored: readonly string[];
  readonly refused: readonly Parking[];
  /** The trouble that left some events for later, where it did. */
  readonly trouble: { readonly error: unknown } | undefined;
}

/** Events that are sent in one lane. */
interface Send {
  readonly lane: number;
  /** Whether the send before failed: nobody waits for this one. */
  readonly isRetry: boolean;
  readonly outcome: Promise<Outcome>;
  /** The outcome, once it is known. */
  done?: Outcome;
}

/** The lane in which the log is asked what lanes it has. */
const noLane = -1;

/**
 * Moves an agency's events from its outbox to the event log, each at least once and in the order of each file.
 *
 * One relay per agency works at a time, by a session advisory lock; others stand by and take over when its
 * connection ends. Rows are read as "not yet published", from the first, never as "position greater than the
 * last": positions are given out before the commit, so that a lower one may become visible later.
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
      client.on('notification', bell.ring);
      await client.query('LISTEN outbox');
      joined();
      const statements = statementsInTurn(client);
      outbox.follow(statements, signal);
      await becomeActive(statements, signal);
      if (signal.aborted) return;
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
    const leftToThemselves = new Set<Promise<void>>();
    const limit = readAhead * batchSize;
    let lastLaneOf: unknown;
    while (!signal.aborted) {
      const asked = [...waiting];
      const exceptKeys = lanes.heldKeys();
      const { waiting: rows, unreadable } = await readWaiting(client, topic, { limit, exceptKeys });
      if (unreadable.length > 0) {
        await setAside(unreadable);
        continue;
      }
      const laneOf = rows.length === 0 ? undefined : await learnLanes();
      const isUnderWay = laneOf !== undefined && (await publish(rows, laneOf));
      // A full page of events of held lanes: there may be others behind them, since their keys are left out now.
      if (isUnderWay || (laneOf !== undefined && rows.length === limit)) continue;
      if (rows.length === 0 && exceptKeys.length === 0) settle(asked);
      await bell.wait(Math.min(pollInterval, lanes.nextDue()), signal);
    }
    // What is not marked when this ends appears twice on the log: worth a moment, but not where nothing is answered.
    if (trouble.reason() === undefined) await within(patience, Promise.all(leftToThemselves));

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

    /**
     * Appends rows half a batch at a time, and marks each half while the next is appended. Returns false when all rows
     * are of lanes that are held.
     */
    async function publish(
      rows: readonly Waiting[],
      laneOf: (key: string | null) => number,
    ): Promise<boolean> {
      const half = Math.ceil(batchSize / 2);
      // What was passed over stays so for all of these rows: what follows it must not overtake.
      const passedOver = new Set<number>();
      let marking: Promise<void> = Promise.resolve();
      let isUnderWay = false;
      for (let start = 0; start < rows.length && !signal.aborted; start += half) {
        const sends: Send[] = [];
        for (const [lane, part] of Map.groupBy(rows.slice(start, start + half), (row) =>
          laneOf(row.record.key),
        )) {
          if (passedOver.has(lane) || lanes.isHeld(lane)) {
            passedOver.add(lane);
            lanes.remember(lane, part);
          } else sends.push(send(lane, part));
        }
        isUnderWay ||= sends.length > 0;
        const awaited = sends.filter(({ isRetry }) => !isRetry).map(({ outcome }) => outcome);
        await Promise.all([within(patience, Promise.all(awaited)), marking]);
        const outcomes: Outcome[] = [];
        for (const one of sends) {
          if (one.done === undefined) leaveToItself(one);
          else {
            release(one.lane, one.done);
            outcomes.push(one.done);
          }
          if (one.done === undefined || one.done.trouble) passedOver.add(one.lane);
        }
        marking = note(outcomes);
      }
      await marking;
      return isUnderWay;
    }

    function send(lane: number, rows: readonly Waiting[]): Send {
      const isRetry = lanes.isTroubled(lane);
      lanes.begin(lane);
      trouble.begin(lane);
      const sending: Send = { lane, isRetry, outcome: append(rows) };
      void sending.outcome.then((outcome) => {
        sending.done = outcome;
      });
      return sending;
    }

    /** Ends a send that is over: its lane is free again, or rests. */
    function release(lane: number, { trouble: failure }: Outcome): void {
      if (failure) {
        lanes.failed(lane);
        trouble.failed(lane, failure.error);
      } else {
        lanes.succeeded(lane);
        trouble.succeeded(lane);
      }
    }

    /** Lets a send take the time that it takes. Its lane is held until what became of it is noted. */
    function leaveToItself({ lane, outcome }: Send): void {
      const noted = outcome.then(async (known) => {
        try {
          await note([known]);
        } catch (error) {
          // The connection is lost, and the relay begins anew on another one: these events go to the log once more.
          logger.debug({ err: error }, 'a late send could not be marked');
        }
        release(lane, known);
        bell.ring();
      });
      leftToThemselves.add(noted);
      void noted.finally(() => leftToThemselves.delete(noted));
    }

    async function note(outcomes: readonly Outcome[]): Promise<void> {
      const stored = outcomes.flatMap((one) => one.stored);
      const refused = outcomes.flatMap((one) => one.refused);
      if (stored.length > 0) await markPublished(client, stored);
      if (refused.length > 0) await setAside(refused);
    }

    async function setAside(events: readonly Parking[]): Promise<void> {
      await park(client, events);
      for (const { position, reason } of events) {
        logger.error({ position, reason }, 'the event log will never take this event; it is parked');
      }
    }
  }

  /** Appends events; never rejects. */
  async function append(rows: readonly Waiting[]): Promise<Outcome> {
    try {
      await log.append(rows.map(({ record }) => record));
    } catch (reason) {
      const error = toAppendError(reason);
      const stored = rows.filter(({ record }) => error.stored.has(record));
      metrics.published.inc(stored.length);
      if (error.cause !== undefined) metrics.failures.inc();
      return {
        stored: stored.map(({ position }) => position),
        refused: rows.flatMap(({ position, record }) => {
          const why = error.refused.get(record);
          return why === undefined ? [] : [{ position, reason: why }];
        }),
        trouble: error.cause === undefined ? undefined : { error: error.cause },
      };
    }
    metrics.published.inc(rows.length);
    return { stored: rows.map(({ position }) => position), refused: [], trouble: undefined };
  }

  function settle(asked: typeof waiting): void {
    waiting = waiting.filter((one) => !asked.includes(one));
    for (const { resolve } of asked) resolve();
  }
}
