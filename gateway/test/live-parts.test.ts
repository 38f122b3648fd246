import { setImmediate as turn } from 'node:timers/promises';
import { createLogger, localDeveloper } from '@throughgate/service';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Change } from '../src/changes/change.ts';
import { createCursorSeal } from '../src/features/live/cursor.ts';
import { createJourneys, type Journeys } from '../src/features/live/journeys.ts';
import { liveMetrics } from '../src/features/live/live-metrics.ts';
import { createSharedSubscription } from '../src/features/live/shared-subscription.ts';
import { createSubscriber } from '../src/features/live/subscriber.ts';

describe('an event of which outcomes does not say whose it is', () => {
  let placed: ReadonlyMap<string, readonly string[]>;
  let asked: string[][];
  let unplaced: number;
  let told: number;
  let journeys: Journeys;
  const watch = {
    changed() {
      told += 1;
    },
  };
  const place = { topic: 'throughgate.court.changes.v1', partition: 0 };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    placed = new Map();
    [asked, unplaced, told] = [[], 0, 0];
    journeys = createJourneys({
      transport: () => ({
        async send({ body }) {
          const { ids } = (JSON.parse(String(body)) as { variables: { ids: string[] } }).variables;
          asked.push(ids);
          return { data: { peopleOfEvents: ids.map((id) => placed.get(id) ?? null) } };
        },
      }),
      caller: () => localDeveloper,
      logger: createLogger('silent'),
      onUnplaced() {
        unplaced += 1;
      },
    });
    journeys.watch(watch);
    journeys.knows(watch, 'p1');
  });
  afterEach(() => {
    journeys.stop();
    vi.useRealTimers();
  });

  const heard = (id: string, offset: bigint) =>
    journeys.heard({
      ...{
        id,
        offset,
        ...place,
        entity: 'Case',
        key: { number: 'C1' },
        type: 'case.changed',
        agency: 'court',
      },
      ...{ file: 'f1', about: 'person', time: 0, version: 1, erased: false },
    } satisfies Change);

  test('holds up no other, and holds cursors back until it is given up after a minute', async () => {
    heard('lost', 7n);
    heard('known', 9n);
    placed = new Map([['known', ['p1']]]);
    await vi.advanceTimersByTimeAsync(50);
    expect(told).toBe(1);
    const known = [{ ...place, offset: 10n }];
    // Whoever comes back with a cursor from now is told of it, should it show yet.
    expect(journeys.settled(known)).toEqual([{ ...place, offset: 7n }]);
    await vi.advanceTimersByTimeAsync(58_000);
    expect([unplaced, journeys.settled(known)]).toEqual([0, [{ ...place, offset: 7n }]]);
    // Not so often that outcomes would suffer from what it does not have.
    expect(asked.length).toBeLessThan(150);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([unplaced, journeys.settled(known), told]).toEqual([1, known, 1]);
  });

  test('may show within the minute, and is told then', async () => {
    heard('late', 7n);
    await vi.advanceTimersByTimeAsync(55_000);
    expect(told).toBe(0);
    placed = new Map([['late', ['p2', 'p1']]]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([told, unplaced]).toEqual([1, 0]);
    // By then the journey is known by the other file too.
    heard('next', 8n);
    placed = new Map([['next', ['p2']]]);
    await vi.advanceTimersByTimeAsync(50);
    expect(told).toBe(2);
  });

  test('is not kept without end: of very many the oldest are given up', async () => {
    for (let index = 0; index < 20_010; index += 1) heard(`e${index}`, BigInt(index));
    expect(unplaced).toBe(10);
    expect(journeys.settled([{ ...place, offset: 30_000n }])).toEqual([{ ...place, offset: 10n }]);
  });
});

test('between handing a result to many subscribers others have their turn, and none has an older result after a newer one', async () => {
  let version = 0;
  const shared = createSharedSubscription({
    ...{ responseName: 'one', seal: createCursorSeal('a key'), metrics: liveMetrics(), pace: 0 },
    evaluate: async () => ({ result: { data: { one: version } }, gone: false }),
    positions: () => [],
    onEmpty() {},
  });
  const received = new Map<number, unknown[]>();
  const last = Promise.withResolvers<void>();
  for (let index = 0; index < 2_000; index += 1) {
    const subscriber = createSubscriber(16, () => {});
    const results: unknown[] = [];
    received.set(index, results);
    shared.add(subscriber, false);
    void (async () => {
      for await (const { result } of subscriber.results) {
        results.push(result.data?.['one']);
        if (index === 1_999 && result.data?.['one'] === 2) last.resolve();
      }
    })();
  }
  version = 1;
  shared.changed(performance.now());
  let whileSomeWait = 0;
  while (received.get(1_999)?.length === 0) {
    await turn();
    if (received.get(0)?.length === 1 && received.get(1_999)?.length === 0) whileSomeWait += 1;
    // What changes meanwhile is told after all have this.
    if (whileSomeWait === 1) {
      version = 2;
      shared.changed(performance.now());
    }
  }
  expect(whileSomeWait).toBeGreaterThan(0);
  await last.promise;
  expect([...received.values()].every((results) => results.join() === '1,2')).toBe(true);
  shared.end({ result: {} }, 'stopping');
});
