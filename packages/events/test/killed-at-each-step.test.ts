import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProjection, startRelay, topicOf } from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { startChild } from './support/start-child.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

/** A statement of each round trip on an event's way from the outbox to the read model, in their order. */
const steps = {
  'reading the outbox': 'SELECT id, position, .* payload::text',
  'appending to the log': 'INSERT INTO event_log\\.segment',
  'removing from the outbox': 'DELETE FROM hub\\.outbox',
  'fetching from the log': 'SELECT nth, first_offset',
  'opening the generation': 'FROM hub\\.projection WHERE name = \\$1 FOR SHARE',
  'storing the effects': 'INSERT INTO event SELECT',
  'noting ids and versions and committing': 'INSERT INTO applied_event',
  'storing the position': 'INSERT INTO event_log\\.position',
} as const;
const points = Object.keys(steps).flatMap((step) =>
  (['before', 'sent', 'after'] as const).map((when) => ({ step: step as keyof typeof steps, when })),
);
const keys = Array.from({ length: 12 }, (_, number) => `K${number}`);

describe('relay and projection killed at a step', { timeout: 60_000 }, () => {
  let hub: Hub;
  const agency = unique('agency');
  const effects = testProjection(unique('effects'), [agency]);
  const recorded: string[] = [];
  let version = 0;

  beforeAll(async () => {
    hub = await openHub('postgres');
    await hub.log.ensureTopics([topicOf(agency)]);
    await work();
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  test.each(points)('lose and double nothing: $when $step', async ({ step, when }) => {
    await write();
    await using child = startChild('killed-at.ts', {
      agency,
      projection: effects.name,
      agencyUrl: hub.agencyUrl,
      readUrl: hub.readUrl,
      spec: hub.spec,
      statement: steps[step],
      when,
      time: 2,
    });
    // What comes while it is at work gives each statement its second time.
    let isOver = false;
    const ended = child.ended.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await write();
      await Promise.race([ended, pause(100)]);
    }
    expect(await ended).toBe('SIGKILL');
    await work();

    const { rows } = await hub.read.query<{ id: string }>(`SELECT id FROM ${effects.name}.event`);
    expect(rows).toHaveLength(recorded.length);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(recorded));
    const { rows: files } = await hub.read.query(
      `SELECT DISTINCT version::int, disordered FROM ${effects.name}.file`,
    );
    expect(files).toEqual([{ version, disordered: false }]);
  });

  /** A change of each file. */
  async function write(): Promise<void> {
    version += 1;
    const events = keys.map((key) => changeEvent({ agency, key, version }));
    recorded.push(...events.map(({ id }) => id));
    await record(hub.agency, events);
    await hub.agency.query("SELECT pg_notify('outbox', '')");
  }

  /** Has a relay and a projection that nobody kills bring everything to its end. */
  async function work(): Promise<void> {
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log: hub.log, logger });
    const running = await startProjection({ projection: effects, log: hub.log, pool: hub.read, logger });
    await relay.drained();
    await running.caughtUp();
    await relay.stop();
    await running.stop();
  }
});
