import { eventContractsPublished, registryAgency } from '@throughgate/contracts/registry-events';
import {
  type EventLog,
  type Following,
  type FollowOptions,
  type FollowState,
  fromLogRecord,
  type LogPosition,
  type LogRecord,
  topicOf,
} from '@throughgate/events';
import { type Logger, reasonOf } from '@throughgate/service';
import type { DocumentNode } from 'graphql';
import { Counter, Gauge, type Metric } from 'prom-client';
import type { Change } from './change.ts';
import { type EntityKeys, entityKeys } from './entity-keys.ts';
import {
  createEventMeanings,
  type EventMeanings,
  type PublishedType,
  readPublishedTypes,
} from './event-meanings.ts';
import { readChanges, type Skipped } from './read-changes.ts';

/** Where a gateway's {@link ChangeFeed} reads. */
export interface ChangeSource {
  readonly eventLog: EventLog;
  /**
   * Event contracts that are known before the log tells of newer ones: those of the agencies that come with the hub.
   * @default none
   */
  readonly contracts?: readonly { readonly agency: string; readonly types: readonly PublishedType[] }[];
}

/** The gateway's reading of the agencies' changes: which entity of the graph changed, as the event log tells. */
export interface ChangeFeed {
  readonly metrics: readonly Metric[];
  /** What event types mean, as far as their contracts are known. */
  readonly meanings: Pick<EventMeanings, 'agencies' | 'entitiesOf'>;
  /**
   * Told of each change in the order of its partition, once it is on the log. Must be quick and not raise. Returns how to stop.
   */
  onChange(listener: (change: Change) => void): () => void;
  /** Whether it follows now, with the milliseconds that it may be behind, or why not. */
  state(): FollowState;
  /** Told whenever {@link ChangeFeed.state} begins or ceases to follow. Returns how to stop. */
  onState(listener: (state: FollowState) => void): () => void;
  /** Told when agencies have published other event types. Returns how to stop. */
  onContracts(listener: () => void): () => void;
  /** Up to where it has read each partition: all before has been told. */
  positions(): readonly LogPosition[];
  /** Reads entities by the keys that a supergraph has from now on. */
  useKeysOf(supergraph: DocumentNode): void;
  /**
   * Begins to read; resolves when the contracts that were published are known, or after some seconds without a log, which is then
   * tried again and again.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds that a start waits for the event log. */
const patience = 3_000;
/** How often the state is looked at, in milliseconds. */
const lookEvery = 250;
/** Records of each partition that are read of before the start, for those who come back from an earlier process. */
const recentRecords = 200;
/** Most events that wait for a contract that may still be on its way. */
const mostWaiting = 1_000;

/**
 * Creates the {@link ChangeFeed}. It learns what events mean from what the registry publishes on the log, and follows the topics
 * of all agencies that have published: one that joins needs nothing else. A record that cannot be read is counted and passed over.
 */
export function createChangeFeed({ eventLog, contracts = [] }: ChangeSource, logger: Logger): ChangeFeed {
  const meanings = createEventMeanings();
  for (const { agency, types } of contracts) meanings.publish(agency, types);
  const listeners = new Set<(change: Change) => void>();
  const stateListeners = new Set<(state: FollowState) => void>();
  const contractListeners = new Set<() => void>();
  const waiting: LogRecord[] = [];
  let keys: EntityKeys = new Map();
  let registry: Following | undefined;
  let following: Following | undefined;
  let followed: readonly string[] = [];
  let changing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wasFollowing = false;
  let learnt = false;
  let stopped = false;

  const records = new Counter<'outcome'>({
    name: 'gateway_log_records_total',
    help: 'Records of the event log that the gateway has read, by what it made of them',
    labelNames: ['outcome'],
    registers: [],
  });
  const behind = new Gauge({
    name: 'gateway_log_behind_seconds',
    help: 'Seconds since the gateway had read all that was on the event log; -1 before it ever had',
    aggregator: 'max',
    registers: [],
    collect() {
      const { behindMs } = state();
      behind.set(Number.isFinite(behindMs) ? behindMs / 1000 : -1);
    },
  });
  const count = (outcome: 'changes' | Skipped | 'waiting') => records.inc({ outcome });

  return {
    metrics: [records, behind],
    meanings,
    onChange: (listener) => added(listeners, listener),
    state,
    onState: (listener) => added(stateListeners, listener),
    onContracts: (listener) => added(contractListeners, listener),
    positions: () => following?.positions() ?? [],
    useKeysOf(supergraph) {
      keys = entityKeys(supergraph);
    },
    async start() {
      registry = eventLog.follow({ topics: [topicOf(registryAgency)], from: 'start', onRecords: learn });
      timer = setInterval(look, lookEvery).unref();
      const deadline = performance.now() + patience;
      while (
        !stopped &&
        performance.now() < deadline &&
        registry.state().behindMs === Number.POSITIVE_INFINITY
      ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      learnt = true;
      await followAgencies();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await changing;
      await Promise.all([registry?.stop(), following?.stop()]);
    },
  };

  function state(): FollowState {
    if (!registry || !following) {
      return { following: false, behindMs: Number.POSITIVE_INFINITY, reason: 'not started yet' };
    }
    const states = [registry.state(), following.state()];
    const behindMs = Math.max(...states.map((one) => one.behindMs));
    const failing = states.find((one) => !one.following);
    const reason = failing?.reason;
    if (failing) return { following: false, behindMs, ...(reason === undefined ? {} : { reason }) };
    if (behindMs === Number.POSITIVE_INFINITY) return { following: false, behindMs, reason: 'not read yet' };
    return { following: true, behindMs };
  }

  function look(): void {
    const now = state();
    if (now.following !== wasFollowing) {
      wasFollowing = now.following;
      for (const listener of [...stateListeners]) listener(now);
    }
  }

  /** Takes what the registry publishes of event contracts. */
  function learn(given: readonly LogRecord[]): void {
    let different = false;
    for (const record of given) {
      if (record.headers['ce_type'] !== eventContractsPublished.type) continue;
      const published = publishedIn(record);
      if (published === undefined) count('malformed');
      else different = meanings.publish(published.agency, published.types) || different;
    }
    if (!different) return;
    void followAgencies();
    take(waiting.splice(0));
    for (const listener of [...contractListeners]) listener();
  }

  function publishedIn(record: LogRecord) {
    try {
      return readPublishedTypes(fromLogRecord(record).data);
    } catch (error) {
      logger.warn(
        { reason: reasonOf(error), offset: String(record.offset) },
        'event contracts cannot be read',
      );
      return undefined;
    }
  }

  function take(given: readonly LogRecord[]): void {
    for (const record of given) {
      const { changes, skipped } = readChanges(record, meanings, keys);
      if (skipped === 'unknown type') wait(record);
      count(skipped === undefined ? 'changes' : skipped);
      for (const change of changes) for (const listener of listeners) listener(change);
    }
  }

  /** Contracts come on a topic of their own, which may be behind that of the events. */
  function wait(record: LogRecord): void {
    waiting.push(record);
    if (waiting.length > mostWaiting) waiting.shift();
  }

  /** Follows the topics of all agencies that are known, from where it is. One after the other. */
  function followAgencies(): Promise<void> {
    // All that had been published at the start is followed from its end, and what comes later from its beginning.
    if (!learnt) return Promise.resolve();
    changing = (changing ?? Promise.resolve()).then(async () => {
      const topics = meanings.agencies().map(topicOf).sort();
      if (stopped || topics.join() === followed.join()) return;
      followed = topics;
      const before = following;
      await before?.stop();
      const positions = before?.positions() ?? [];
      const from: Pick<FollowOptions, 'from' | 'before'> =
        positions.length > 0 ? { from: positions } : { from: 'end', before: recentRecords };
      following = eventLog.follow({ topics, ...from, onRecords: take });
    });
    return changing;
  }
}

function added<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
