import { AppendError, createPostgresEventLog, type EventLog, type NewLogRecord } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { type BreakableConnection, breakableConnection, testDatabase } from '@throughgate/testkit';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEventIntake } from '../src/intake/event-intake.ts';
import { forgetOldEvents } from '../src/intake/received-events.ts';
import { readStructuredEvent } from '../src/intake/structured-event.ts';
import { startRegistry } from '../src/start-registry.ts';
import { openRegistryDatabase } from '../src/store/database.ts';
import { cloudEvent, housing, opened } from './support/housing.ts';
import { logRecords } from './support/log-records.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

const logger = createLogger('silent');
const cleanup = new AsyncDisposableStack();
let log: EventLog;
let registry: RegistryUnderTest;
let line: BreakableConnection;
/** What happens to an append of events of housing; everything goes well where it is not set. */
let trouble: ((append: () => Promise<void>, records: readonly NewLogRecord[]) => Promise<void>) | undefined;
/** Most bytes of a record. */
let largest: number;

beforeAll(async () => {
  const { url } = cleanup.use(await testDatabase());
  log = createPostgresEventLog({ databaseUrl: url, logger });
  cleanup.defer(() => log.close());
  const eventLog: EventLog = {
    ...log,
    maxRecordBytes: () => largest,
    append: async (records) => {
      const isHousing = records[0]?.topic === 'throughgate.housing.changes.v1';
      if (trouble && isHousing) await trouble(() => log.append(records), records);
      else await log.append(records);
    },
  };
  registry = cleanup.use(
    await startRegistryForTest({
      eventLog,
      async through(databaseUrl) {
        line = cleanup.use(await breakableConnection(databaseUrl));
        return line.url;
      },
    }),
  );
  await registry.admin.publish({ subgraphs: [housing] });
});
afterAll(() => cleanup.disposeAsync());
beforeEach(() => {
  trouble = undefined;
  largest = 1_000_000;
});

const of = (crn: string, more = {}) => cloudEvent({ data: { ...opened, crn }, ...more });
const send = (...events: Record<string, unknown>[]) => registry.admin.sendEvents('housing', events);
const onLog = async (key: string) =>
  (await logRecords(log, 'housing'))
    .filter((record) => record.key === key)
    .map(({ headers }) => [headers['ce_id'], Number(headers['ce_sequence'])]);

describe('an event log that takes nothing', () => {
  it('gives 503 with Retry-After and a code; sent again when it is back, the events are there in order', async () => {
    trouble = async () => {
      throw new Error('no broker');
    };
    const [first, second] = [of('X100001'), of('X100001')];
    const answer = await registry.raw('/v1/subgraphs/housing/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(first),
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'HUB-C087' } });
    expect(JSON.stringify(answer.body)).not.toContain('no broker');
    const response = await fetch(new URL('/v1/subgraphs/housing/events', registry.running.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${registry.running.adminToken}`,
        'content-type': 'application/cloudevents+json',
      },
      body: JSON.stringify(first),
    });
    expect(response.headers.get('retry-after')).toBe('5');
    trouble = undefined;
    await send(first);
    await send(second);
    expect(await onLog('X100001')).toEqual([
      [first['id'], 1],
      [second['id'], 2],
    ]);
  });

  it('makes the registry not ready', async () => {
    const { url } = cleanup.use(await testDatabase());
    const dead = createPostgresEventLog({ databaseUrl: url, logger });
    cleanup.defer(() => dead.close());
    let isDown = false;
    const check = async () => {
      if (isDown) throw new Error('no broker');
    };
    await using ailing = await startRegistryForTest({ eventLog: { ...dead, check } });
    const ready = async () => await (await fetch(new URL('/health/ready', ailing.running.url))).json();
    await expect.poll(ready).toMatchObject({ ready: true });
    isDown = true;
    expect(await ready()).toMatchObject({ ready: false, checks: { 'event log': 'no broker' } });
  });
});

describe('an event that the log does not take', () => {
  it('is refused before anything of its batch is taken, where the topic is known to be too small', async () => {
    largest = 1_000;
    const large = of('X100010', { data: { ...opened, crn: 'X100010', note: 'x'.repeat(2_000) } });
    const [first, second] = [of('X100010'), of('X100010')];
    const error = await refusal(send(first, large, second));
    expect(error).toMatchObject({ code: 'HUB-C086', status: 413, findings: [{ coordinate: '/1' }] });
    expect(await onLog('X100010')).toEqual([]);
    await send(first, second);
    expect(await onLog('X100010')).toEqual([
      [first['id'], 1],
      [second['id'], 2],
    ]);
  });

  it('is told from those that the log took, where the topic became too small a moment ago', async () => {
    const [first, large] = [of('X100011'), of('X100011')];
    trouble = async (_append, records) => {
      const [stored, refused] = records;
      if (!stored || !refused) return expect.fail();
      await log.append([stored]);
      throw new AppendError({
        stored: new Set([stored]),
        refused: new Map([[refused, 'MESSAGE_TOO_LARGE']]),
      });
    };
    const error = await refusal(send(first, large));
    expect(error).toMatchObject({ code: 'HUB-C086', status: 413, findings: [{ coordinate: '/1' }] });
    trouble = undefined;
    await send(first);
    expect(await onLog('X100011')).toEqual([[first['id'], 1]]);
  });
});

describe('what breaks between the log and the answer', () => {
  it('makes the event come twice on the log, the same both times, since readers know it by its id', async () => {
    trouble = async (append) => {
      await append();
      throw new Error('the answer was lost');
    };
    const event = of('X100002');
    expect(await refusal(send(event))).toMatchObject({ code: 'HUB-C087', status: 503 });
    trouble = undefined;
    // Another one first: the version that the first one got stays its own.
    const next = of('X100002');
    expect((await send(next)).events[0]?.sequence).toBe(2);
    expect((await send(event)).events[0]?.sequence).toBe(1);
    expect((await send(event)).events[0]?.sequence).toBe(1);
    expect(await onLog('X100002')).toEqual([
      [event['id'], 1],
      [next['id'], 2],
      [event['id'], 1],
    ]);
  });

  it('is a database that goes away: 503, and the same again succeeds', async () => {
    const event = of('X100003');
    trouble = async (append) => {
      await append();
      line.cut();
    };
    expect(await refusal(send(event))).toMatchObject({ code: 'HUB-C052', status: 503 });
    expect(await refusal(send(of('X100003')))).toMatchObject({ code: 'HUB-C052', status: 503 });
    trouble = undefined;
    line.mend();
    await expect
      .poll(() => send(event).catch(() => undefined), { timeout: 20_000 })
      .toMatchObject({
        events: [{ id: event['id'], sequence: 1 }],
      });
    expect(new Set((await onLog('X100003')).map(String))).toEqual(new Set([`${event['id']},1`]));
  });

  it('lets an event that was made anew have the version of one that was never taken for certain', async () => {
    trouble = async () => {
      throw new Error('no broker');
    };
    await refusal(send(of('X100004', { sequence: '1' })));
    trouble = undefined;
    const anew = of('X100004', { sequence: '1' });
    await send(anew);
    expect(await onLog('X100004')).toEqual([[anew['id'], 1]]);
    expect(await refusal(send(of('X100004', { sequence: '1' })))).toMatchObject({ code: 'HUB-C085' });
  });
});

describe('several at once', () => {
  it('in two registries on one database put an event on the log once, and keep versions apart', async () => {
    const other = await startRegistry({
      databaseUrl: registry.databaseUrl,
      eventLog: log,
      host: '127.0.0.1',
      port: 0,
      portSetting: 'HUB_REGISTRY_PORT',
      logger,
    });
    await using _ = { [Symbol.asyncDispose]: () => other.stop() };
    const url = (running: { url: string }) => new URL('/v1/subgraphs/housing/events', running.url);
    const event = of('X100005');
    const sendTo = async (running: { url: string }, one: unknown) => {
      const response = await fetch(url(running), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${registry.running.adminToken}`,
          'content-type': 'application/cloudevents+json',
        },
        body: JSON.stringify(one),
      });
      return [response.status, await response.json()];
    };
    const both = [registry.running, other];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sendTo(both[index % 2] ?? registry.running, event)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(200);
    const others = Array.from({ length: 10 }, () => of('X100005'));
    await Promise.all(others.map((one, index) => sendTo(both[index % 2] ?? registry.running, one)));
    const records = await onLog('X100005');
    expect(records.map(([, version]) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(new Set(records.map(([id]) => id)).size).toBe(11);
  });

  it('that wait longer than a while are told to come again', async () => {
    const database = await openRegistryDatabase({ databaseUrl: registry.databaseUrl, logger });
    await using _ = { [Symbol.asyncDispose]: () => database.close() };
    // Its turn always comes too late.
    const intake = createEventIntake({ ...database, log, metrics: new Registry(), logger, patience: -1 });
    const event = of('X100006');
    const message = { isBatch: false, events: [readStructuredEvent(event)] };
    expect(await refusal(intake.receive('housing', message))).toMatchObject({
      code: 'HUB-C087',
      status: 503,
    });
    expect(await onLog('X100006')).toEqual([]);
  });
});

describe('what is remembered', () => {
  it('is forgotten after 30 days, but not the last version of a file; it names nobody', async () => {
    const event = of('X100007', { sequence: '4' });
    await send(event);
    const { rows } = await registry.pool.query('SELECT * FROM "ReceivedEvent" WHERE id = $1', [event['id']]);
    expect(JSON.stringify(rows)).not.toContain('X100007');
    await registry.pool.query(
      `UPDATE "ReceivedEvent" SET "receivedAt" = now() - interval '31 days' WHERE id = $1`,
      [event['id']],
    );
    await forgetOldEvents(registry.pool);
    const left = await registry.pool.query('SELECT * FROM "ReceivedEvent" WHERE id = $1', [event['id']]);
    expect(left.rows).toEqual([]);
    expect((await send(of('X100007'))).events[0]?.sequence).toBe(5);
  });

  it('is counted: what was taken, what came again, and why the rest was refused', async () => {
    const event = of('X100008');
    await send(event);
    await send(event);
    await refusal(send(of('nobody')));
    const metrics = await (await fetch(new URL('/metrics', registry.running.url))).text();
    for (const name of ['events_total', 'repeats_total']) {
      expect(metrics).toMatch(new RegExp(`^throughgate_intake_${name}{agency="housing".*} [1-9]`, 'm'));
    }
    expect(metrics).toMatch(/^throughgate_intake_refused_total{agency="housing",code="HUB-C082".*} 1$/m);
  });
});
