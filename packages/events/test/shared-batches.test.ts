import type pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { type Projection, startProjection, toLogRecord, topicOf } from '../src/index.ts';
import { applyBatch } from '../src/projection/apply/apply-batch.ts';
import { changeEvent } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { openHub } from './support/open-hub.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 20_000, interval: 20 };
const keys = Array.from({ length: 40 }, (_, number) => `K${number}`);

describe('batches of partitions that wait at the same time', () => {
  test('share a transaction, in which an id of two agencies is an event of each', async () => {
    await using world = await running();
    const [one, other] = world.agencies;
    const events = keys.map((key) => changeEvent({ agency: one, key }));
    await using held = await world.hold(`LOCK TABLE ${world.name}_1.event`);
    await world.append(events);
    await world.append(events.map((event) => ({ ...event, agency: other })));
    await vi.waitFor(async () => expect(await world.transactions()).toBe(1), patience);
    await held.release();
    await world.caughtUp();
    const { rows } = await world.read.query(`SELECT agency, key FROM ${world.name}.event ORDER BY 1, 2`);
    expect(rows).toEqual(
      [one, other].toSorted().flatMap((agency) => keys.toSorted().map((key) => ({ agency, key }))),
    );
    // Twelve partitions had a batch each, and all but the first waited.
    const { rows: shared } = await world.read.query(
      `SELECT count(DISTINCT xmin::text)::int AS count FROM ${world.name}_1.event`,
    );
    expect(shared[0].count).toBeLessThan(12);
  });

  test('go on, each by itself, when one of them waits for a lock', async () => {
    await using world = await running();
    const [agency] = world.agencies;
    const events = [1, 2].map((version) => keys.map((key) => changeEvent({ agency, key, version })));
    await world.append(events[0] ?? []);
    await world.caughtUp();
    await using held = await world.hold(`SELECT FROM ${world.name}_1.file WHERE key = 'K7' FOR UPDATE`);
    await world.append(events[1] ?? []);
    const applied = async () => {
      const { rows } = await world.read.query(`SELECT key FROM ${world.name}.event WHERE version = 2`);
      return new Set(rows.map(({ key }) => key));
    };
    const partitionOf = await world.partitionOf();
    const others = keys.filter((key) => partitionOf.get(key) !== partitionOf.get('K7'));
    await vi.waitFor(async () => expect(await applied()).toEqual(new Set(others)), patience);
    await held.release();
    await world.caughtUp();
    expect(await applied()).toEqual(new Set(keys));
  });
});

describe('an event that two transactions apply at the same time', () => {
  test.each([
    { title: 'whose id is noted beside', idsIn: undefined },
    { title: 'whose id the read model keeps itself', idsIn: 'kept' },
  ])('$title has its effects once, and is no dead letter', async ({ idsIn }) => {
    await using hub = await openHub('postgres');
    const agency = unique('agency');
    const effects = testProjection(unique('effects'), [agency]);
    // Both are to have looked for it before either stores anything.
    let arrived = 0;
    const both = Promise.withResolvers<void>();
    const projection: Projection = {
      ...effects,
      ...(idsIn === undefined ? {} : { idsIn }),
      async createGeneration(client) {
        await effects.createGeneration(client);
        await client.query('CREATE TABLE kept (id uuid, agency text, PRIMARY KEY (id, agency))');
      },
      async apply(client, events, transaction) {
        arrived += 1;
        if (arrived === 2) both.resolve();
        await both.promise;
        await effects.apply(client, events, transaction);
        if (idsIn === undefined) return;
        const [event] = events;
        transaction.keepsIds(events);
        transaction.atEnd({ text: 'INSERT INTO kept VALUES ($1, $2)', values: [event?.id, event?.agency] });
      },
    };
    await (await startProjection({ projection, log: hub.log, pool: hub.read, logger })).stop();
    const record = { ...toLogRecord(topicOf(agency), changeEvent({ agency })), partition: 0, offset: 1n };
    const target = { projection, generation: 1, pool: hub.read, logger };
    const applied = await Promise.all([1, 2].map(() => applyBatch(target, [record], 1)));
    expect(applied.flatMap(({ events }) => events)).toHaveLength(1);
    expect(applied.flatMap(({ failed }) => failed)).toEqual([]);
    const { rows } =
      await hub.read.query(`SELECT (SELECT count(*)::int FROM ${effects.name}.event) AS effects,
      (SELECT count(*)::int FROM ${effects.name}_1.applied_event) AS noted`);
    expect(rows).toEqual([{ effects: 1, noted: idsIn === undefined ? 1 : 0 }]);
    // And so it is when it comes again.
    expect((await applyBatch(target, [record], 1)).events).toEqual([]);
  });
});

/** A projection of two agencies at work. */
async function running() {
  const stack = new AsyncDisposableStack();
  const hub = stack.use(await openHub('postgres'));
  const agencies = [unique('agency'), unique('agency')] as const;
  await hub.log.ensureTopics(agencies.map(topicOf));
  const projection = testProjection(unique('effects'), agencies);
  const running = await startProjection({ projection, log: hub.log, pool: hub.read, logger });
  stack.defer(() => running.stop());
  await vi.waitFor(() => running.check(), patience);
  return {
    agencies,
    name: projection.name,
    read: hub.read,
    caughtUp: running.caughtUp,
    append: (events: readonly Parameters<typeof toLogRecord>[1][]) =>
      hub.log.append(events.map((event) => toLogRecord(topicOf(event.agency), event))),
    /** How many transactions of the projection wait for a lock. */
    async transactions(): Promise<number> {
      const { rows } = await hub.read.query(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0].count;
    },
    async partitionOf(): Promise<ReadonlyMap<string, number>> {
      const laneOf = new Map<string, number>();
      const done = Promise.withResolvers<void>();
      const group = unique('group');
      const subscription = await hub.log.subscribe({
        group,
        topics: [topicOf(agencies[0])],
        async onBatch(records) {
          for (const { key, partition } of records) laneOf.set(key ?? '', partition);
          if (laneOf.size === keys.length) done.resolve();
        },
      });
      await done.promise;
      await subscription.stop();
      return laneOf;
    },
    hold: (statement: string) => holdLock(hub.read, statement),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Holds what a statement locks until it is released. */
async function holdLock(pool: pg.Pool, statement: string) {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query(statement);
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('COMMIT');
    client.release();
  };
  return { release, [Symbol.asyncDispose]: release };
}
