import { advisoryLockText, hasSqlState, sqlState } from '@throughgate/database';
import { AppendError, type EventLog, type NewLogRecord, recordBytes, topicOf } from '@throughgate/events';
import { createFinding, type ReceivedEvents } from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import type pg from 'pg';
import type { Registry } from 'prom-client';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { oneAtATime } from '../publishing/one-at-a-time.ts';
import { RegistryError } from '../registry-error.ts';
import { type CompleteEvent, completeEvent } from './complete-event.ts';
import type { EventFault } from './event-fault.ts';
import type { GivenMessage } from './given-event.ts';
import { intakeMetrics } from './intake-metrics.ts';
import { createLiveTypes } from './live-types.ts';
import {
  type ClaimedEvent,
  type Conflict,
  markAppended,
  planClaims,
  writeClaims,
} from './received-events.ts';

/** What the intake of events works with. */
export interface EventIntakeOptions {
  readonly prisma: PrismaClient;
  /** Connections to the registry's database that nobody else waits for: each is held while the log takes events. */
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly metrics: Registry;
  readonly logger: Logger;
  /** Milliseconds that a request waits at most for those of the same agency before it. @default 20000 */
  readonly patience?: number;
}

/** Takes events that agencies send over HTTP and puts them on the event log. */
export interface EventIntake {
  /**
   * Puts the events of an agency on the log, all of them or none, each once, however often and by however many it is
   * sent. When it resolves, the log has them; events of one file are there in the order in which they came.
   *
   * Raises a {@link RegistryError} with every fault of every event: HUB-C080 to C082 (400) for events that their contract
   * refuses, C083 (403) for those of another agency, C086 (413) for those that are too large, C084 and C085 (409) for
   * those that contradict what was sent before; HUB-C044 (404) for an agency that is not in the graph; HUB-C087 (503)
   * when the log takes none for now.
   */
  receive(agency: string, message: GivenMessage): Promise<ReceivedEvents>;
}

/** Most faults that one answer tells. */
const mostTold = 100;

/** Creates the intake. */
export function createEventIntake(options: EventIntakeOptions): EventIntake {
  const { prisma, pool, log, logger, patience = 20_000 } = options;
  const metrics = intakeMetrics(options.metrics);
  const liveTypes = createLiveTypes(prisma);
  const turns = new Map<string, ReturnType<typeof oneAtATime>>();
  const topics = new Set<string>();

  return {
    async receive(agency, message) {
      const types = await liveTypes(agency);
      try {
        const events = completeAll(agency, types, message);
        const claimed = await inTurn(agency)(() => putOnLog(agency, events, message));
        const written = claimed.map(({ event, version, occurredAt, recordedAt }) =>
          event.toEvent({ version, occurredAt, recordedAt }),
        );
        return {
          events: written.map(({ id, type, subject, key, version, occurredAt, recordedAt }) => ({
            id,
            type,
            subject: `${subject.type}/${subject.id}`,
            time: occurredAt.toISOString(),
            recordedat: recordedAt.toISOString(),
            partitionkey: key,
            sequence: version,
          })),
        };
      } catch (error) {
        if (error instanceof RegistryError) metrics.refused.inc({ agency, code: error.code });
        throw error;
      }
    },
  };

  /** One after the other for each agency: that is what keeps the order, and what makes of twenty at once one. */
  function inTurn(agency: string) {
    const known = turns.get(agency);
    if (known) return known;
    const busy = () => notTaken(`Other requests of ${agency} took longer than ${patience / 1_000} s`);
    const made = oneAtATime(patience, busy);
    turns.set(agency, made);
    return made;
  }

  async function putOnLog(
    agency: string,
    events: readonly CompleteEvent[],
    message: GivenMessage,
  ): Promise<readonly ClaimedEvent[]> {
    if (events.length === 0) return [];
    // Against other processes. The lock ends with the connection, so that no crash leaves it.
    const lock = [advisoryLockText.eventsOf(agency)];
    const client = await pool.connect();
    let holdsOnlyLock = false;
    try {
      await takeLock(client, lock);
      await ensureTopic(agency);
      const claimed = await claim(client, agency, events, message);
      // Those that are noted and not on the log are put there too: something broke when they were sent before.
      const fresh = new Map(
        claimed.flatMap((one, index) => (one.isAppended ? [] : [[one.event.id, { ...one, index }] as const])),
      );
      if (fresh.size > 0) await append(client, agency, [...fresh.values()], message);
      metrics.taken.inc({ agency }, fresh.size);
      metrics.repeated.inc({ agency }, claimed.length - fresh.size);
      holdsOnlyLock = true;
      return claimed;
    } catch (error) {
      holdsOnlyLock = error instanceof RegistryError && error.status < 500;
      throw error;
    } finally {
      const unlocked = holdsOnlyLock && (await unlock(client, lock));
      // A connection that failed, or still holds the lock, is dropped: that frees the lock.
      client.release(!unlocked);
    }
  }

  async function claim(
    client: pg.PoolClient,
    agency: string,
    events: readonly CompleteEvent[],
    { isBatch }: GivenMessage,
  ): Promise<readonly ClaimedEvent[]> {
    const plan = await planClaims(client, agency, events);
    const most = log.maxRecordBytes(topicOf(agency));
    const tooLarge = plan.claimed.flatMap((one, index) => {
      const bytes = one.isAppended ? 0 : recordBytes(recordOf(one));
      return bytes > most
        ? [{ index, fault: recordIsTooLarge(`${bytes} bytes; the event log takes ${most}`) }]
        : [];
    });
    const faults = [...tooLarge, ...plan.conflicts];
    if (faults.length > 0) throw refusal(agency, faults, isBatch);
    await writeClaims(client, agency, plan);
    return plan.claimed;
  }

  async function ensureTopic(agency: string): Promise<void> {
    if (topics.has(agency)) return;
    try {
      await log.ensureTopics([topicOf(agency)]);
      topics.add(agency);
    } catch (error) {
      logger.warn(
        { err: error, agency },
        'the topic of an agency that sends events could not be made sure of',
      );
      throw notTaken('The event log takes no events for now', error);
    }
  }

  /** Appends events and notes those that the log has; raises HUB-C087 when these are not all, or HUB-C086. */
  async function append(
    client: pg.PoolClient,
    agency: string,
    claimed: readonly (ClaimedEvent & { readonly index: number })[],
    { isBatch }: GivenMessage,
  ): Promise<void> {
    const records = claimed.map(recordOf);
    const ids = claimed.map(({ event }) => event.id);
    try {
      await log.append(records);
    } catch (error) {
      // It may be that the topic went: the next request makes sure of it.
      topics.delete(agency);
      logger.warn({ err: error, agency, events: claimed.length }, 'the event log did not take all events');
      const { stored, refused } = error instanceof AppendError ? error : nothingKnown;
      const isStored = (_: string, at: number) => records[at] !== undefined && stored.has(records[at]);
      await markAppended(client, agency, ids.filter(isStored));
      if (refused.size === 0) throw notTaken('The event log takes no events for now', error);
      // Only where its settings changed a moment ago: what is too large is told before anything is put on the log.
      const faults = claimed.flatMap(({ index }, at) => {
        const reason = records[at] && refused.get(records[at]);
        return reason === undefined ? [] : [{ index, fault: recordIsTooLarge(reason) }];
      });
      throw refusal(agency, faults, isBatch);
    }
    await markAppended(client, agency, ids);
  }
}

/** What is known of records when an append ends otherwise than with an `AppendError`. */
const nothingKnown: Pick<AppendError, 'stored' | 'refused'> = { stored: new Set(), refused: new Map() };

function recordOf({ event, version, occurredAt, recordedAt }: ClaimedEvent): NewLogRecord {
  return event.toRecord({ version, occurredAt, recordedAt });
}

function recordIsTooLarge(reason: string): EventFault {
  return { code: 'HUB-C086', pointer: '', message: `is too large: ${reason}` };
}

async function takeLock(client: pg.PoolClient, lock: readonly string[]): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [...lock]);
  } catch (error) {
    if (!hasSqlState(error, sqlState.queryCanceled)) throw error;
    throw notTaken('Another process is still putting events of this agency on the log', error);
  }
}

async function unlock(client: pg.PoolClient, lock: readonly string[]): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [...lock]);
    return true;
  } catch {
    return false;
  }
}

function notTaken(why: string, cause?: unknown): RegistryError {
  const detail = `${why}. Send the same again, with the same ids.`;
  return new RegistryError('HUB-C087', 503, detail, [], { cause });
}

/** Completes every event, or raises the error that tells what is wrong with each. */
function completeAll(
  agency: string,
  types: Parameters<typeof completeEvent>[1],
  { events, isBatch }: GivenMessage,
): readonly CompleteEvent[] {
  const complete: CompleteEvent[] = [];
  const faults: Conflict[] = [];
  for (const [index, given] of events.entries()) {
    const result = completeEvent(agency, types, given);
    if ('digest' in result) complete.push(result);
    else faults.push(...result.map((fault) => ({ index, fault })));
  }
  if (faults.length > 0) throw refusal(agency, faults, isBatch);
  return complete;
}

/** HTTP status of each kind of fault, the weightiest first: it is that of the whole answer. */
const statuses = [
  ['HUB-C083', 403],
  ['HUB-C080', 400],
  ['HUB-C081', 400],
  ['HUB-C082', 400],
  ['HUB-C086', 413],
  ['HUB-C084', 409],
  ['HUB-C085', 409],
] as const;

function refusal(agency: string, faults: readonly Conflict[], isBatch: boolean): RegistryError {
  const [code, status] =
    statuses.find(([one]) => faults.some(({ fault }) => fault.code === one)) ?? statuses[1];
  const findings = faults.slice(0, mostTold).map(({ index, fault: { code, pointer, message } }) =>
    createFinding(code, {
      message: `${isBatch ? `Event ${index}: ` : ''}${pointer || 'it'} ${message}.`,
      subgraph: agency,
      coordinate: isBatch ? `/${index}${pointer}` : pointer,
      places: [],
    }),
  );
  const told = faults.length > mostTold ? `, of which the first ${mostTold} are listed` : '';
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const detail = `Refused for ${count}${told}. ${findings[0]?.message}`;
  return new RegistryError(code, status, detail, findings);
}
