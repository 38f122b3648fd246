import type { Statements } from '@throughgate/database';
import type { Logger } from 'pino';
import { within } from '../support/within.ts';
import { type Parking, park, remove, type Waiting } from './outbox-rows.ts';
import type { RelayLanes } from './relay-lanes.ts';
import type { RelayTrouble } from './relay-trouble.ts';
import type { SendOutcome } from './send-events.ts';

/**
 * Milliseconds that the events at hand wait for a lane that answers slowly before the others go on without it: far more
 * than a send takes, and no longer than a lane that failed rests.
 */
const patience = 2_000;

/**
 * Events after whose removal the outbox gives its room back to the disk: some 4 MiB, which a load fills in a second and
 * autovacuum looks at once in a minute.
 */
const tidiedAfter = 2_000;
/** Bytes of the outbox's indexes from which they are made anew: a vacuum leaves them as large as a load made them. */
const largeIndexes = 2 * 1024 * 1024;

/** Events that are sent in one lane. */
interface Send {
  readonly lane: number;
  /** Whether the send before failed: nobody waits for this one. */
  readonly isRetry: boolean;
  readonly outcome: Promise<SendOutcome>;
  /** The outcome, once it is known. */
  done?: SendOutcome;
}

/** What {@link createLaneSender} works with. */
export interface LaneSenderOptions {
  /** The relay's connection. */
  readonly client: Statements;
  readonly lanes: RelayLanes;
  readonly trouble: RelayTrouble;
  readonly logger: Logger;
  /** Most events that a crash makes appear twice on the log; half as many are appended at once. */
  readonly batchSize: number;
  /** Aborts when nothing more is to be sent. */
  readonly signal: AbortSignal;
  /** Appends events; never rejects. */
  send(rows: readonly Waiting[]): Promise<SendOutcome>;
  /** Told when a send that was left to itself is over, and its lane may be free again. */
  onLate(): void;
}

/** Sends events of an outbox in lanes, and notes in the outbox what became of them. */
export interface LaneSender {
  /**
   * Appends rows half a batch at a time, and removes each half while the next is appended. Returns false when all rows
   * are of lanes that are held.
   */
  publish(rows: readonly Waiting[], laneOf: (key: string | null) => number): Promise<boolean>;
  /** Parks events that the log will never take. */
  setAside(events: readonly Parking[]): Promise<void>;
  /** Gives the room of what was removed back to the disk, where that is much; to be called while little waits. */
  tidy(): Promise<void>;
  /** Waits a moment for the sends that were left to themselves. */
  waitForLate(): Promise<void>;
}

/** Creates a {@link LaneSender} for one connection of a relay. */
export function createLaneSender(options: LaneSenderOptions): LaneSender {
  const { client, lanes, trouble, logger, batchSize, signal, send, onLate } = options;
  const leftToThemselves = new Set<Promise<void>>();
  let removed = 0;
  return {
    publish,
    setAside,
    async tidy() {
      if (removed < tidiedAfter) return;
      removed = 0;
      // Nothing depends on it; a lock that somebody has, or a role that may not, is for autovacuum to see to.
      try {
        await client.query('VACUUM (SKIP_LOCKED) hub.outbox');
        const { rows } = await client.query<{ large: boolean }>(
          // Larger than the table as well: where rows stay (marked by a version before, or some old transaction still sees them), so do
          // their entries, and they would only be put in order again, each time.
          `SELECT pg_indexes_size('hub.outbox') > greatest(${largeIndexes}, pg_table_size('hub.outbox')) AS large`,
        );
        // Changes wait meanwhile, so it is done at once or not at all.
        if (rows[0]?.large) await client.query("SET LOCAL lock_timeout = '50ms'; REINDEX TABLE hub.outbox");
      } catch (error) {
        logger.debug({ err: error }, 'the outbox could not be tidied up');
      }
    },
    async waitForLate() {
      await within(patience, Promise.all(leftToThemselves));
    },
  };

  async function publish(rows: readonly Waiting[], laneOf: (key: string | null) => number): Promise<boolean> {
    const half = Math.ceil(batchSize / 2);
    // What was passed over stays so for all of these rows: what follows it must not overtake.
    const passedOver = new Set<number>();
    let noting: Promise<void> = Promise.resolve();
    let isUnderWay = false;
    for (let start = 0; start < rows.length && !signal.aborted; start += half) {
      const sends: Send[] = [];
      for (const [lane, part] of Map.groupBy(rows.slice(start, start + half), (row) =>
        laneOf(row.record.key),
      )) {
        if (passedOver.has(lane) || lanes.isHeld(lane)) {
          passedOver.add(lane);
          lanes.remember(lane, part);
        } else sends.push(begin(lane, part));
      }
      isUnderWay ||= sends.length > 0;
      const awaited = sends.filter(({ isRetry }) => !isRetry).map(({ outcome }) => outcome);
      await Promise.all([within(patience, Promise.all(awaited)), noting]);
      const outcomes: SendOutcome[] = [];
      for (const one of sends) {
        if (one.done === undefined) leaveToItself(one);
        else {
          release(one.lane, one.done);
          outcomes.push(one.done);
        }
        if (one.done === undefined || one.done.trouble) passedOver.add(one.lane);
      }
      noting = note(outcomes);
    }
    await noting;
    return isUnderWay;
  }

  function begin(lane: number, rows: readonly Waiting[]): Send {
    const isRetry = lanes.isTroubled(lane);
    lanes.begin(lane);
    trouble.begin(lane);
    const sending: Send = { lane, isRetry, outcome: send(rows) };
    void sending.outcome.then((outcome) => {
      sending.done = outcome;
    });
    return sending;
  }

  /** Ends a send that is over: its lane is free again, or rests. */
  function release(lane: number, { trouble: failure }: SendOutcome): void {
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
        logger.debug({ err: error }, 'what became of a late send could not be noted');
      }
      release(lane, known);
      onLate();
    });
    leftToThemselves.add(noted);
    void noted.finally(() => leftToThemselves.delete(noted));
  }

  async function note(outcomes: readonly SendOutcome[]): Promise<void> {
    const stored = outcomes.flatMap((one) => one.stored);
    const refused = outcomes.flatMap((one) => one.refused);
    if (stored.length > 0) await remove(client, stored);
    removed += stored.length;
    if (refused.length > 0) await setAside(refused);
  }

  async function setAside(events: readonly Parking[]): Promise<void> {
    await park(client, events);
    for (const { position, reason } of events) {
      logger.error({ position, reason }, 'the event log will never take this event; it is parked');
    }
  }
}
