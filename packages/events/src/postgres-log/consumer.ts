import { keepSession, type Statements, statementsInTurn } from '@throughgate/database';
import { createTroubleLog } from '@throughgate/service';
import pLimit from 'p-limit';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { StandingStill, SubscribeOptions, Subscription } from '../log/event-log.ts';
import { requireProgress, standsStillAfter } from '../log/standing-still.ts';
import { createBell } from '../support/bell.ts';
import { holds, memberKey, ownerKey } from './advisory-keys.ts';
import type { Growth } from './growth.ts';
import type { LogSource } from './log-source.ts';
import { placeOf, type Reader, startReader } from './partition-reader.ts';
import type { Partition, TopicDirectory } from './partitions.ts';
import { createPositionStore } from './position-store.ts';

/** What {@link startConsumer} starts. */
export interface ConsumerOptions extends SubscribeOptions {
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Finds the subscribed topics, of which one may come later. */
  readonly directory: TopicDirectory;
  readonly source: LogSource;
  readonly growth: Growth;
}

/** How often membership and ends are looked at when nobody tells, in milliseconds. */
const pollInterval = 1_000;
/** Partitions whose batches are in hand at once: enough to keep a database busy, few enough to bound memory. */
const concurrency = 8;

/**
 * Starts one member of a consumer group.
 *
 * Each member holds a shared lock that says that it is there, and the exclusive lock of each partition that it
 * reads. Every member sees the same list of members and gives itself the same share, so that no coordinator
 * is needed; the locks make sure that a partition has one owner even while the members' views differ. A member
 * that dies loses its connection, and with it all locks, at once.
 */
export function startConsumer(options: ConsumerOptions): Subscription {
  const { group, topics, directory, source, growth, onBatch, batchSize = 500 } = options;
  const logger = options.logger.child({ group });
  const places = new Map<string, Partition>();
  const missing = createTroubleLog(logger, {
    began: 'a topic does not exist; the others are read',
    ended: 'the topic is read now',
  });
  const troubles = createTroubleLog(logger, {
    began: 'a partition stands still: its records are not taken, and come again',
    ended: 'the partition goes on',
  });
  const gate = pLimit(concurrency);
  const slow = { count: 0 };
  const session = keepSession({
    databaseUrl: options.databaseUrl,
    applicationName: `throughgate consumer ${group}`,
    logger,
    work: consume,
  });

  return {
    async check() {
      await session.check();
      requireProgress(standingStill());
    },
    standingStill,
    stop: session.stop,
  };

  function standingStill(): readonly StandingStill[] {
    const absent = [...missing.all].map(([topic, { reason }]) => ({ topic, partition: undefined, reason }));
    const failing = [...troubles.all].flatMap(([name, { reason, attempts }]) => {
      const place = places.get(name);
      if (place === undefined || attempts < standsStillAfter) return [];
      return [{ topic: place.topic, partition: place.number, reason }];
    });
    return [...absent, ...failing];
  }

  /** The partitions of the topics that there are; which are missing is told. */
  async function readPartitions(): Promise<readonly Partition[]> {
    const found = await directory(topics);
    for (const topic of topics) {
      if (found.has(topic)) missing.over(topic);
      else missing.report(topic, 'there is no topic of this name', { topic });
    }
    const partitions = [...found].flatMap(([topic, { ids }]) =>
      ids.map((id, number) => ({ id, topic, number })),
    );
    for (const partition of partitions) places.set(placeOf(partition), partition);
    return partitions;
  }

  async function consume(session: { client: pg.Client; signal: AbortSignal; joined(): void }): Promise<void> {
    const { signal } = session;
    source.forget();
    // What stood still is somebody else's now, or is found to stand still again.
    for (const name of [...troubles.all.keys()]) troubles.forget(name);
    const database = statementsInTurn(session.client);
    const bell = createBell();
    const owned = new Map<number, Reader>();
    const releasing = new Set<Reader>();
    let failure: Error | undefined;
    const fail = (error: Error) => {
      failure ??= error;
      bell.ring();
    };

    const positions = createPositionStore(database, group, fail);
    session.client.on('notification', ({ payload = '' }) => {
      if (payload === group) bell.ring();
    });
    // Positions are stored over this connection. What a crash of the database loses of them comes again, as after any crash.
    await database.query('SET synchronous_commit = off');
    await database.query('LISTEN event_log_group');
    await database.query(
      `SELECT pg_advisory_lock_shared(${memberKey('$1', 'topic')}) FROM unnest($2::text[]) AS topic`,
      [group, topics],
    );
    const { rows } = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const self = rows[0]?.pid;
    await announce();
    const unlisten = growth.listen((id, end) => owned.get(id)?.wake(end));
    try {
      while (!signal.aborted) {
        await share();
        session.joined();
        await bell.wait(pollInterval, signal);
        if (failure) throw failure;
      }
    } finally {
      unlisten();
      await Promise.allSettled([...owned.values()].map((reader) => reader.stop()));
      await positions.flush();
    }
    // After a loss this fails, and there is nothing left to unlock.
    await database.query('SELECT pg_advisory_unlock_all()');
    await announce();

    async function announce(): Promise<void> {
      await database.query("SELECT pg_notify('event_log_group', $1)", [group]);
    }

    async function share(): Promise<void> {
      const partitions = await readPartitions();
      const members = await readMembers(database, group, topics);
      const ends = await readEnds(database, partitions);
      for (const partition of partitions) {
        const present = members.get(partition.topic) ?? [];
        const mine = present[partition.id % present.length] === self;
        const reader = owned.get(partition.id);
        if (mine && reader === undefined) await take(partition);
        else if (mine) reader?.wake(ends.get(partition.id));
        else if (reader !== undefined && !releasing.has(reader)) release(partition, reader);
      }
    }

    async function take(partition: Partition): Promise<void> {
      const { rows } = await database.query<{ taken: boolean }>(
        `SELECT pg_try_advisory_lock(${ownerKey('$1', '$2')}) AS taken`,
        [group, String(partition.id)],
      );
      if (rows[0]?.taken !== true) return;
      const reader = startReader({
        database,
        source,
        positions,
        group,
        partition,
        batchSize,
        gate,
        slow,
        onBatch,
        troubles,
        signal,
      });
      reader.ended.catch(fail);
      owned.set(partition.id, reader);
    }

    function release(partition: Partition, reader: Reader): void {
      // Not awaited: a slow batch in one partition must not hold up the others.
      releasing.add(reader);
      const released = reader.stop().then(async () => {
        releasing.delete(reader);
        if (signal.aborted) return;
        await positions.flush();
        await database.query(`SELECT pg_advisory_unlock(${ownerKey('$1', '$2')})`, [
          group,
          String(partition.id),
        ]);
        owned.delete(partition.id);
        troubles.forget(placeOf(partition));
        await announce();
      });
      released.catch(fail);
    }
  }
}

async function readMembers(database: Statements, group: string, topics: readonly string[]) {
  const { rows } = await database.query<{ topic: string; pids: number[] }>(
    `SELECT topic, array_agg(l.pid ORDER BY l.pid) AS pids
    FROM unnest($2::text[]) AS topic JOIN pg_locks l ON ${holds(memberKey('$1', 'topic'))} GROUP BY topic`,
    [group, topics],
  );
  return new Map(rows.map(({ topic, pids }) => [topic, pids]));
}

async function readEnds(database: Statements, partitions: readonly Partition[]) {
  const { rows } = await database.query<{ id: number; next_offset: string }>(
    'SELECT id, next_offset FROM event_log.partition WHERE id = ANY ($1)',
    [partitions.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, BigInt(row.next_offset)]));
}
