import { Registry } from 'prom-client';
import { describe, expect, test, vi } from 'vitest';
import {
  AppendError,
  type ChangeEvent,
  type EventLog,
  listParked,
  type NewLogRecord,
  releaseParked,
  startRelay,
  topicOf,
} from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 15_000, interval: 20 };

/** A log that notes what it takes, in lanes by the key's first character, and does as `answer` says. */
function laneLog(log: EventLog, answer: (records: readonly NewLogRecord[]) => Promise<void>) {
  const taken: string[] = [];
  const attempts: number[] = [];
  const lane = (key: string | null) => key?.charCodeAt(0) ?? 0;
  return {
    taken,
    attempts,
    log: {
      ...log,
      lanes: async () => lane,
      async append(records: readonly NewLogRecord[]) {
        attempts.push(lane(records[0]?.key ?? null));
        await answer(records);
        taken.push(...records.map(({ headers }) => headers['ce_id'] ?? ''));
      },
    } satisfies EventLog,
  };
}

function events(agency: string, key: string, count: number): ChangeEvent[] {
  return Array.from({ length: count }, (_, index) => changeEvent({ agency, key, version: index + 1 }));
}

async function newAgency(hub: Hub): Promise<string> {
  const agency = unique('agency');
  await hub.log.ensureTopics([topicOf(agency)]);
  return agency;
}

const idsOf = (some: readonly ChangeEvent[]) => some.map(({ id }) => id);

describe('lanes of a relay', () => {
  test.each([
    ['fails', () => Promise.reject(new Error('no leader'))],
    ['does not answer', () => new Promise<void>(() => undefined)],
  ])('one that %s does not hold up the others, not even a whole page of it', async (_how, trouble) => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    let isTroubled = true;
    const released = Promise.withResolvers<void>();
    const { log, taken } = laneLog(hub.log, async (records) => {
      if (!isTroubled || !records[0]?.key?.startsWith('A')) return;
      await Promise.race([trouble(), released.promise]);
    });
    // A page is four batches: the first rows are all of the lane in trouble, and of many files.
    const stuck = Array.from({ length: 100 }, (_, index) => events(agency, `A${index}`, 2)).flat();
    const free = ['B', 'C'].flatMap((key) => events(agency, key, 30));
    await record(hub.agency, [...stuck, ...free]);
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log, logger, batchSize: 10 });

    await vi.waitFor(() => expect(new Set(taken)).toEqual(new Set(idsOf(free))), patience);
    const later = events(agency, 'D', 5);
    await record(hub.agency, later);
    await vi.waitFor(() => expect(new Set(taken)).toEqual(new Set(idsOf([...free, ...later]))), patience);
    await vi.waitFor(() => expect(relay.check()).rejects.toThrow(/^event log: no /), patience);

    isTroubled = false;
    released.resolve();
    await relay.drained();
    await relay.check();
    // Each went once, and each file's in their order.
    expect(taken.toSorted()).toEqual(idsOf([...stuck, ...free, ...later]).toSorted());
    for (const key of ['A0', 'A57', 'A99', 'B', 'C', 'D']) {
      const ids = idsOf([...stuck, ...free, ...later].filter((event) => event.key === key));
      expect(taken.filter((id) => ids.includes(id))).toEqual(ids);
    }
    await relay.stop();
  });

  test('what was stored of a batch that failed is not sent again', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    const sent: string[][] = [];
    const { log } = laneLog(hub.log, async (records) => {
      sent.push(records.map(({ headers }) => headers['ce_id'] ?? ''));
      if (sent.length > 1) return;
      throw new AppendError(
        { stored: new Set(records.slice(0, 3)), refused: new Map() },
        { cause: new Error('leader lost') },
      );
    });
    const all = events(agency, 'A', 5);
    await record(hub.agency, all);
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log, logger });
    await relay.drained();
    expect(sent).toEqual([idsOf(all), idsOf(all.slice(3))]);
    await relay.stop();
  });
});

describe('events that the log will never take', () => {
  test('are parked, tell of themselves, and go when they are released and fit', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    let refuses = true;
    const [before, bad, after] = events(agency, 'A', 3) as [ChangeEvent, ChangeEvent, ChangeEvent];
    const { log, taken, attempts } = laneLog(hub.log, async (records) => {
      const refused = records.filter(({ headers }) => refuses && headers['ce_id'] === bad.id);
      if (refused.length === 0) return;
      const stored = new Set(records.filter((one) => !refused.includes(one)));
      taken.push(...[...stored].map(({ headers }) => headers['ce_id'] ?? ''));
      throw new AppendError({ stored, refused: new Map(refused.map((one) => [one, 'too large'])) });
    });
    await record(hub.agency, [before, bad, after]);
    const metrics = new Registry();
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log, logger, metrics });
    await relay.drained();

    expect(taken).toEqual([before.id, after.id]);
    expect(attempts).toHaveLength(1);
    await relay.check();
    expect(await relay.alarm()).toMatch(/^1 event is parked/);
    expect(await metrics.metrics()).toMatch(/throughgate_relay_parked\{agency="\w+"\} 1\n/);
    expect(await metrics.metrics()).toMatch(/throughgate_relay_backlog\{agency="\w+"\} 0\n/);
    const [parked] = await listParked(hub.agency, { limit: 10 });
    expect(parked).toMatchObject({ id: bad.id, version: 2, reason: 'too large', parkedAt: expect.any(Date) });

    expect(await releaseParked(hub.agency, [parked?.position ?? ''])).toBe(1);
    await vi.waitFor(() => expect(attempts).toHaveLength(2), patience);
    await relay.drained();
    expect(await listParked(hub.agency, { limit: 10 })).toHaveLength(1);

    refuses = false;
    expect(await releaseParked(hub.agency, 'all')).toBe(1);
    await relay.drained();
    expect(taken).toEqual([before.id, after.id, bad.id]);
    expect(await relay.alarm()).toBeUndefined();
    await relay.stop();
  });

  test('a row that makes no record is parked, and what follows goes', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    const all = events(agency, 'A', 3);
    await record(hub.agency, all);
    await hub.agency.query(`UPDATE hub.outbox SET occurred_at = 'infinity' WHERE version = 2`);
    const { log, taken } = laneLog(hub.log, async () => undefined);
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log, logger });
    await relay.drained();
    expect(taken).toEqual(idsOf(all).filter((_, index) => index !== 1));
    expect(await listParked(hub.agency, { limit: 10 })).toMatchObject([
      { id: all[1]?.id, reason: expect.stringContaining('the row makes no record') },
    ]);
    await relay.stop();
  });
});

test('lag is that of the moment at which it is read, even while the log hangs', async () => {
  await using hub = await openHub('postgres');
  const agency = await newAgency(hub);
  const { log } = laneLog(hub.log, () => new Promise(() => undefined));
  const metrics = new Registry();
  const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log, logger, metrics });
  await record(hub.agency, [changeEvent({ agency, recordedAt: new Date(Date.now() - 3_600_000) })]);
  const lag = async () => Number(/relay_lag_seconds\{[^}]*\} (\S+)/.exec(await metrics.metrics())?.[1]);
  await vi.waitFor(async () => expect(await lag()).toBeGreaterThan(3_599), patience);
  await vi.waitFor(() => expect(relay.check()).rejects.toThrow('no answer for 5 s'), patience);
  const before = await lag();
  await vi.waitFor(async () => expect(await lag()).toBeGreaterThan(before), patience);
  expect(await metrics.metrics()).toMatch(/throughgate_relay_backlog\{agency="\w+"\} 1\n/);
  await relay.stop();
});
