import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type ChangeEvent,
  createPostgresEventLog,
  type EventLog,
  toLogRecord,
  topicOf,
} from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifySubgraph } from '../src/index.ts';
import { type FakeSubgraph, startTenancies } from './support/tenancies.ts';

const topic = topicOf('housing');
const opened = {
  $id: 'urn:throughgate:events:housing:housing.tenancy.opened:v1',
  'x-throughgate': { entity: { type: 'Tenancy', key: 'tenancy.id' }, title: 'Tenancy opened' },
  type: 'object',
  required: ['crn', 'version', 'tenancy'],
  properties: {
    crn: { type: 'string' },
    version: { type: 'integer' },
    tenancy: {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string', 'x-classification': 'none' } },
    },
  },
};
const asyncApi = {
  asyncapi: '3.1.0',
  info: { title: 'Housing', version: '1.0.0' },
  channels: {
    changes: {
      address: topic,
      messages: { opened: { name: 'housing.tenancy.opened', payload: { $ref: './opened.json' } } },
    },
  },
};
const sources = {
  entry: 'housing.asyncapi.json',
  files: [
    { path: 'housing.asyncapi.json', text: JSON.stringify(asyncApi) },
    { path: 'opened.json', text: JSON.stringify(opened) },
  ],
};

let database: TestDatabase;
let log: EventLog;
let subgraph: FakeSubgraph;
beforeEach(async () => {
  database = await testDatabase();
  log = createPostgresEventLog({ databaseUrl: database.url, logger: createLogger('fatal') });
  subgraph = await startTenancies();
});
afterEach(async () => {
  await log.close();
  await database[Symbol.asyncDispose]();
  await subgraph[Symbol.asyncDispose]();
});

function event(version: number, changes: Partial<ChangeEvent> = {}): ChangeEvent {
  const key = changes.key ?? 'X100001';
  return {
    id: randomUUID(),
    agency: 'housing',
    type: 'housing.tenancy.opened',
    key,
    version,
    subject: { type: 'Tenancy', id: 't-1' },
    occurredAt: new Date('2026-10-01T00:00:00Z'),
    recordedAt: new Date('2026-10-01T00:00:00Z'),
    data: { crn: key, version, tenancy: { id: 't-1' } },
    ...changes,
  };
}

async function append(...events: readonly ChangeEvent[]): Promise<void> {
  await log.ensureTopics([topic]);
  await log.append(events.map((one) => toLogRecord(topic, one)));
}

async function verifyEvents(options: { limit?: number; since?: Date; described?: boolean } = {}) {
  const { described = true, ...rest } = options;
  const { checks } = await verifySubgraph({
    name: 'housing',
    url: subgraph.url,
    fixtures: join(import.meta.dirname, 'fixtures'),
    events: { log, sources: described ? sources : undefined, ...rest },
  });
  const check = checks.find(({ area }) => area === 'events');
  return { ...check, messages: check?.findings.map(({ code, message }) => `${code} ${message}`) };
}

describe('events on the log', () => {
  it('pass when they keep their schema, and repeats are no gaps', async () => {
    const first = event(1);
    await append(first, first, event(2), event(1, { key: 'X100002' }), event(3));
    const { status, note, messages } = await verifyEvents();
    expect(messages).toEqual([]);
    expect([status, note]).toEqual(['passed', '5 events of 2 files']);
  });

  it('leave no trace of having been read', async () => {
    await append(event(1));
    await verifyEvents();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    const { rows } = await pool.query('SELECT group_name FROM event_log.position');
    await pool.end();
    expect(rows).toEqual([]);
  });

  it('are read up to the limit, the newest ones', async () => {
    await append(event(1), event(2), event(3), event(5));
    // Of a file that began before, no version is known to be missing.
    expect(await verifyEvents({ limit: 1 })).toMatchObject({
      status: 'passed',
      note: '1 events of 1 files, the newest of 4',
    });
    expect(await verifyEvents({ limit: 2 })).toMatchObject({
      status: 'failed',
      note: '2 events of 1 files, the newest of 4',
    });
    expect((await verifyEvents()).messages).toEqual([
      expect.stringMatching(
        /^HUB-C068 The event at throughgate\.housing\.changes\.v1\/\d\/\d has version 5 of its file after 3\.$/,
      ),
    ]);
  });

  it('are read from the partitions that have them, so many together', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `X${100_000 + index}`);
    await append(
      ...keys.map((key) => event(1, { key })),
      ...Array.from({ length: 60 }, (_, index) => event(index + 1)),
    );
    expect((await verifyEvents({ limit: 90 })).note).toMatch(/^90 events of \d+ files, the newest of 100$/);
    expect((await verifyEvents({ limit: 100 })).note).toBe('100 events of 40 files');
  });

  it('are looked at from a moment on, further back than the limit', async () => {
    const on = (day: number, version: number, changes: Partial<ChangeEvent> = {}) =>
      event(version, { recordedAt: new Date(Date.UTC(2026, 9, day)), ...changes });
    const data = { crn: 'X100001', version: 1, tenancy: {} };
    await append(on(1, 1, { data }), ...Array.from({ length: 8 }, (_, index) => on(index + 2, index + 2)));
    const since = (day: number) => verifyEvents({ limit: 2, since: new Date(Date.UTC(2026, 9, day)) });
    expect(await since(5)).toMatchObject({
      status: 'passed',
      note: '5 events of 1 files since 2026-10-05T00:00:00.000Z',
    });
    expect((await since(1)).status).toBe('failed');
    expect(await since(20)).toMatchObject({
      status: 'skipped',
      note: `none of the events on ${topic} is so new`,
    });
  });

  it.each<[string, Partial<ChangeEvent>, string]>([
    [
      'breaks its schema',
      { data: { crn: 'X100001', version: 1, tenancy: {} } },
      "breaks the schema of housing.tenancy.opened: data/tenancy must have required property 'id'",
    ],
    [
      'is of a type that is not published',
      { type: 'housing.tenancy.lost' },
      'is of the type housing.tenancy.lost, which has no published schema',
    ],
    [
      'is of another agency',
      { agency: 'prisons' },
      'has no proper envelope: expected header ce_source to be /throughgate/housing, since only housing speaks here',
    ],
    [
      'is about another entity',
      { subject: { type: 'Prisoner', id: 't-1' } },
      'has the subject Prisoner, but its schema says Tenancy',
    ],
    [
      'names another record',
      { subject: { type: 'Tenancy', id: 't-2' } },
      'names another record in `ce_subject` than in tenancy.id',
    ],
    [
      'lacks part of the envelope',
      { id: 'one' },
      'has no proper envelope: expected header ce_id to be a UUID, found "one"',
    ],
  ])('fail when one %s', async (_what, changes, message) => {
    await append(event(1, changes));
    const { status, messages } = await verifyEvents();
    expect(status).toBe('failed');
    expect(messages).toEqual([expect.stringContaining(message)]);
  });

  it('fail when one cannot be read, by its position and with the reason, without waiting for more', async () => {
    await append(event(1), event(2));
    const real = log.subscribe;
    log.subscribe = (options) =>
      real({
        ...options,
        onBatch: (records, attempt) => {
          const [first, last] = [records[0], records.at(-1)];
          if (!first || !last) return options.onBatch(records, attempt);
          const unreadable = { reason: 'lz4: it is no LZ4 frame', lastOffset: last.offset };
          return options.onBatch([{ ...first, key: null, headers: {}, value: null, unreadable }], attempt);
        },
      });
    const { status, messages } = await verifyEvents();
    expect([status, messages]).toEqual([
      'failed',
      [
        expect.stringMatching(
          /^HUB-C068 The event at throughgate\.housing\.changes\.v1\/\d\/0 cannot be read: lz4: it is no LZ4 frame\.$/,
        ),
      ],
    ]);
  });

  it('fail when the topic, or a part of it, stands still, by its name and with the reason', async () => {
    await append(event(1));
    const real = log.subscribe;
    log.subscribe = async (options) => ({
      ...(await real({ ...options, onBatch: async () => undefined })),
      standingStill: () => [{ topic, partition: 2, reason: 'Not authorized to access topics' }],
    });
    expect((await verifyEvents()).messages).toEqual([
      `HUB-C068 The events at ${topic}/2 cannot be read: Not authorized to access topics.`,
    ]);
    log.lag = async () => {
      throw new Error(`topic ${topic}: Not authorized to access topics`);
    };
    expect((await verifyEvents()).messages).toEqual([
      `HUB-C068 The topic cannot be read: topic ${topic}: Not authorized to access topics.`,
    ]);
  });

  it('fail when the subgraph publishes no events', async () => {
    await append(event(1));
    expect((await verifyEvents({ described: false })).messages).toEqual([
      expect.stringContaining('no published schema'),
    ]);
  });

  it('are skipped when there are none, and no topic is made', async () => {
    expect((await verifyEvents()).note).toBe(`there is no topic ${topic} yet`);
    await log.ensureTopics([topic]);
    expect((await verifyEvents()).note).toBe(`there is no event on ${topic} yet`);
  });
});
