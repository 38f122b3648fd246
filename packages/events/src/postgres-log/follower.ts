import { keepSession, type Statements, statementsInTurn } from '@throughgate/database';
import { reasonOf } from '@throughgate/service';
import type { Logger } from 'pino';
import type { Following, FollowOptions } from '../log/event-log.ts';
import { beginningOf, createFollowProgress } from '../log/follow-progress.ts';
import { createBell } from '../support/bell.ts';
import { fetchRecords } from './fetch-records.ts';
import type { Partition } from './partitions.ts';

/** What {@link startFollower} starts. */
export interface FollowerOptions extends FollowOptions {
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Creates what the log consists of where it is missing. */
  readonly ready: () => Promise<void>;
}

/**
 * Milliseconds between two looks at the ends of all partitions: what a reader may be sure of is as old as that. One indexed
 * statement each; records themselves come by notification, within some milliseconds.
 */
const lookEvery = 100;
/** Milliseconds within which the database must answer; after that its connection is given up. */
const patience = 10_000;

interface End extends Partition {
  readonly next: bigint;
}

/**
 * Starts a reader of the PostgreSQL log. It holds one connection with `LISTEN` and no lock, reads one partition after the
 * other, and keeps one batch in memory.
 */
export function startFollower(options: FollowerOptions): Following {
  const { topics, batchSize = 500, ready } = options;
  const logger = options.logger.child({ follows: topics });
  const progress = createFollowProgress(options, logger);
  /** Whether partitions that are found from now on are new, and so begin at their first record. */
  let begun = false;
  const session = keepSession({
    databaseUrl: options.databaseUrl,
    applicationName: 'throughgate follower',
    logger,
    async work({ client, signal, joined }) {
      try {
        await ready();
        const database = givenUpAfter(patience, statementsInTurn(client));
        const bell = createBell();
        const told = new Set<number>();
        client.on('notification', ({ payload = '' }) => {
          for (const id of payload.split(',')) told.add(Number(id));
          bell.ring();
        });
        await database.query('LISTEN event_log');
        await follow(database, bell, told, signal, joined);
      } catch (error) {
        progress.trouble(reasonOf(error));
        throw error;
      } finally {
        if (signal.aborted) progress.trouble(reasonOf(signal.reason));
      }
    },
  });
  let stopped: Promise<void> | undefined;
  return {
    state: progress.state,
    positions: progress.positions,
    stop() {
      stopped ??= session.stop();
      return stopped;
    },
  };

  async function follow(
    database: Statements,
    bell: ReturnType<typeof createBell>,
    told: Set<number>,
    signal: AbortSignal,
    joined: () => void,
  ): Promise<void> {
    let known = new Map<number, Partition>();
    let lookAt = 0;
    while (!signal.aborted) {
      const now = performance.now();
      if (now >= lookAt) {
        lookAt = now + lookEvery;
        const ends = await readEnds(database, topics);
        begin(ends);
        known = new Map(ends.map((one) => [one.id, one]));
        told.clear();
        for (const end of ends) await readTo(database, end, end.next, signal);
        if (signal.aborted) return;
        progress.caughtUp(now);
        progress.trouble(undefined);
        joined();
      } else {
        const named = [...told].flatMap((id) => known.get(id) ?? []);
        told.clear();
        for (const partition of named) await readTo(database, partition, undefined, signal);
      }
      if (told.size === 0) await bell.wait(Math.max(1, lookAt - performance.now()), signal);
    }
  }

  function begin(ends: readonly End[]): void {
    for (const { topic, number: partition, next: end } of ends) {
      if (progress.positionOf(topic, partition) !== undefined) continue;
      const from = begun ? 'start' : options.from;
      progress.place(
        topic,
        partition,
        beginningOf({ ...options, from }, { topic, partition, first: 0n, end }),
      );
    }
    begun = true;
  }

  /** Hands over what a partition has before `end`, or all that it has. */
  async function readTo(
    database: Statements,
    partition: Partition,
    end: bigint | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const position = progress.positionOf(partition.topic, partition.number) ?? 0n;
      if (signal.aborted || (end !== undefined && position >= end)) return;
      const records = await fetchRecords(database, partition, position, batchSize);
      if (records.length === 0 || signal.aborted) return;
      progress.handOver(records);
      if (end === undefined && records.length < batchSize) return;
    }
  }
}

async function readEnds(database: Statements, topics: readonly string[]): Promise<readonly End[]> {
  const { rows } = await database.query<{ id: number; topic: string; number: number; next_offset: string }>({
    name: 'throughgate-log-ends',
    text: 'SELECT id, topic, number, next_offset FROM event_log.partition WHERE topic = ANY ($1)',
    values: [topics],
  });
  return rows.map(({ id, topic, number, next_offset }) => ({ id, topic, number, next: BigInt(next_offset) }));
}

/** Statements that fail when they are not answered in time: a database may be there, frozen, and never answer. */
function givenUpAfter(milliseconds: number, database: Statements): Statements {
  return {
    query: (statement, values) =>
      database.query({
        ...(typeof statement === 'string' ? { text: statement, values: values ?? [] } : statement),
        query_timeout: milliseconds,
      } as Parameters<Statements['query']>[0]),
  };
}
