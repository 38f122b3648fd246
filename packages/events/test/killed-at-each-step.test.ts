import { setTimeout as pause } from 'node:timers/promises';
import { whySkipKafka } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningProjection, startProjection, startRelay, topicOf } from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { startChild } from './support/start-child.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

/** A statement of each round trip on an event's way from the outbox to the read model, in their order. */
const steps: Readonly<Record<string, Step>> = {
  'reading the outbox': 'SELECT id, position, .* payload::text',
  'appending to the log': 'INSERT INTO event_log\\.segment',
  'removing from the outbox': 'DELETE FROM hub\\.outbox',
  'fetching from the log': 'SELECT nth, first_offset',
  'opening the generation': 'FROM hub\\.projection WHERE name = \\$1 FOR SHARE',
  'storing the effects': 'INSERT INTO event SELECT',
  'noting ids and versions and committing': 'INSERT INTO applied_event',
  'storing the position': 'INSERT INTO event_log\\.position',
};
/** Those of a relay to Kafka, with the request (Produce, 0, of Kafka's protocol) that takes the place of a statement. */
const kafkaSteps: Readonly<Record<string, Step>> = {
  'reading the outbox': steps['reading the outbox'] ?? '',
  'appending to the log': 0,
  'removing from the outbox': steps['removing from the outbox'] ?? '',
};
/** A regular expression for a statement, or the number of a request to Kafka. */
type Step = string | number;

const pointsOf = (steps: Readonly<Record<string, Step>>) =>
  Object.entries(steps).flatMap(([name, step]) =>
    (['before', 'sent', 'after'] as const).map((when) => ({ name, step, when })),
  );
const keys = Array.from({ length: 12 }, (_, number) => `K${number}`);

describe('relay and projection over PostgreSQL killed at a step', { timeout: 60_000 }, () =>
  scenario('postgres', pointsOf(steps)),
);
describe.skipIf(whySkipKafka())('a relay to Kafka killed at a step', { timeout: 60_000 }, () =>
  scenario('kafka', pointsOf(kafkaSteps)),
);

/** With Kafka the projection is nobody's to kill, and runs all the while: a group takes long to notice that a member is gone. */
function scenario(kind: 'postgres' | 'kafka', points: ReturnType<typeof pointsOf>): void {
  let hub: Hub;
  let running: RunningProjection | undefined;
  const agency = unique('agency');
  const effects = testProjection(unique('effects'), [agency]);
  const recorded: string[] = [];
  let version = 0;

  beforeAll(async () => {
    hub = await openHub(kind);
    await hub.log.ensureTopics([topicOf(agency)]);
    if (kind === 'kafka') running = await project();
    await work();
  });
  afterAll(async () => {
    await running?.stop();
    await hub[Symbol.asyncDispose]();
  });

  test.for(points)('lose and double nothing: $when $name', async ({ step, when }, { signal }) => {
    await write();
    await using child = startChild('killed-at.ts', {
      agency,
      ...(running ? {} : { projection: effects.name }),
      agencyUrl: hub.agencyUrl,
      readUrl: hub.readUrl,
      spec: hub.spec,
      step,
      when,
      time: 2,
    });
    // One that is not killed in time is not to stand in the way of those that follow.
    signal.addEventListener('abort', () => void child.kill());
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
    const projecting = running ?? (await project());
    await relay.drained();
    await projecting.caughtUp();
    await relay.stop();
    if (projecting !== running) await projecting.stop();
  }

  function project(): Promise<RunningProjection> {
    return startProjection({ projection: effects, log: hub.log, pool: hub.read, logger });
  }
}
