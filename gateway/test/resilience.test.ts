import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestOptions } from './support/gateway-client.ts';
import type { SubgraphServer } from './support/subgraph-server.ts';

const person = 'query Q($id: ID!) { person(id: $id) { name job } }';
const codeOf = ({ body }: { body: { errors?: readonly { extensions: Record<string, unknown> }[] } }) =>
  body.errors?.[0]?.extensions['code'];

async function start(resilience: TestOptions['resilience'] = {}) {
  await using opened = new AsyncDisposableStack();
  const agencies = opened.use(await serveAgencies());
  const gateway = opened.use(await startTestGateway({ supergraphSdl: compose(agencies.all), resilience }));
  const total = async (metric: string) => {
    const values = (await gateway.count(metric)) as { value: number }[];
    return values.reduce((sum, { value }) => sum + value, 0);
  };
  const moved = opened.move();
  return { agencies, gateway, total, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

/** Fails requests while `times` lasts. */
function fail(subgraph: SubgraphServer, times: number, status: number | 'reset'): void {
  let left = times;
  subgraph.misbehave = (response) => {
    left -= 1;
    if (left <= 0) subgraph.misbehave = undefined;
    if (status === 'reset') response.socket?.destroy();
    else response.writeHead(status, { 'content-type': 'text/plain' }).end('not now');
  };
}

describe('a query is asked again', () => {
  test.each([502, 503, 504, 'reset'] as const)(
    'after %s, and the client sees nothing of it',
    async (status) => {
      await using hub = await start();
      fail(hub.agencies.jobs, 2, status);
      expect((await hub.gateway.ask(person, { id: '7' })).body).toEqual({
        data: { person: { name: 'Person 7', job: 'job 7' } },
      });
      expect(hub.agencies.jobs.requests).toHaveLength(3);
      expect(await hub.total('gateway_subgraph_retries_total')).toBe(2);
    },
  );

  test.each([500, 501])('not after %i, which asking again does not mend', async (status) => {
    await using hub = await start();
    fail(hub.agencies.jobs, 1, status);
    expect(codeOf(await hub.gateway.ask(person, { id: '7' }))).toBe('SUBGRAPH_BAD_RESPONSE');
    expect(hub.agencies.jobs.requests).toHaveLength(1);
  });

  test('not when it is a mutation, whatever happened', async () => {
    await using hub = await start();
    for (const status of [503, 'reset'] as const) {
      fail(hub.agencies.hub, 1, status);
      expect((await hub.gateway.ask('mutation { note(text: "x") }')).body.data).toEqual({ note: null });
    }
    expect(hub.agencies.hub.requests).toHaveLength(2);
  });

  test('within one deadline for all attempts', async () => {
    await using agencies = await serveAgencies();
    await using gateway = await startTestGateway({
      supergraphSdl: compose(agencies.all),
      subgraphTimeouts: new Map([['jobs', 1_200]]),
    });
    const { promise: hungFor, resolve } = Promise.withResolvers<number>();
    agencies.jobs.misbehave = async (response) => {
      const began = performance.now();
      if (agencies.jobs.requests.length > 1) {
        response.on('close', () => resolve(performance.now() - began));
        return;
      }
      await delay(600);
      response.writeHead(503).end();
    };
    expect(codeOf(await gateway.ask(person, { id: '7' }))).toBe('SUBGRAPH_TIMEOUT');
    // A second attempt with a deadline of its own would be given up after 1,200 ms.
    expect(await hungFor).toBeLessThan(1_100);
  });

  test('within a budget: a subgraph that is down is not asked three times as often for it', async () => {
    await using hub = await start({ breaker: false });
    fail(hub.agencies.jobs, Number.POSITIVE_INFINITY, 503);
    for (let id = 1; id <= 40; id += 1) await hub.gateway.ask(person, { id: String(id) });
    // A reserve of ten, and one for every fifth request.
    expect(hub.agencies.jobs.requests.length).toBeLessThanOrEqual(40 + 10 + 40 / 5);
    expect(hub.agencies.jobs.requests.length).toBeGreaterThan(50);
    expect(await hub.total('gateway_subgraph_retries_refused_total')).toBeGreaterThan(20);
  });

  test('not at all where that is switched off', async () => {
    await using hub = await start({ retries: 0 });
    fail(hub.agencies.jobs, 1, 503);
    expect(codeOf(await hub.gateway.ask(person, { id: '7' }))).toBe('SUBGRAPH_BAD_RESPONSE');
    expect(hub.agencies.jobs.requests).toHaveLength(1);
  });
});

describe('a circuit at a threshold of 70 % of 10 answers', () => {
  const breaker = { threshold: 0.7, answers: 10, window: 60_000, pause: 50 };

  /** Has the subgraph answer three times and then fail so often. */
  async function failing(hub: Awaited<ReturnType<typeof start>>, times: number): Promise<void> {
    for (let id = 1; id <= 3; id += 1) await hub.gateway.ask(person, { id: String(id) });
    fail(hub.agencies.jobs, Number.POSITIVE_INFINITY, 500);
    for (let id = 1; id <= times; id += 1) await hub.gateway.ask(person, { id: `f${id}` });
  }

  test('opens when 7 of 10 fail: the next call makes no request, and one good probe closes it', async () => {
    await using hub = await start({ breaker: { ...breaker, pause: 500 } });
    await failing(hub, 7);
    const { requests } = hub.agencies.jobs;
    expect(requests).toHaveLength(10);

    const { status, body } = await hub.gateway.ask(person, { id: '7' });
    expect(requests).toHaveLength(10);
    expect(status).toBe(200);
    expect(body.data).toEqual({ person: { name: 'Person 7', job: null } });
    expect(body.errors).toEqual([
      {
        message: "Subgraph 'jobs' failed too often and is not asked for a few seconds.",
        path: ['person', 'job'],
        extensions: { code: 'SUBGRAPH_CIRCUIT_OPEN', serviceName: 'jobs' },
      },
    ]);
    expect(await hub.total('gateway_subgraph_circuit_open')).toBe(1);

    hub.agencies.jobs.misbehave = undefined;
    await expect
      .poll(async () => (await hub.gateway.ask(person, { id: '7' })).body.errors, { interval: 20 })
      .toBeUndefined();
    expect(requests).toHaveLength(11);
    expect(await hub.total('gateway_subgraph_circuit_open')).toBe(0);
    expect((await hub.gateway.ask(person, { id: '8' })).body.errors).toBeUndefined();
  });

  test('stays closed when 6 of 10 fail', async () => {
    await using hub = await start({ breaker });
    await failing(hub, 6);
    hub.agencies.jobs.misbehave = undefined;
    for (const id of ['a', 'b']) expect((await hub.gateway.ask(person, { id })).body.errors).toBeUndefined();
    expect(hub.agencies.jobs.requests).toHaveLength(11);
  });

  test('stays open when the probe fails, with one probe at a time', async () => {
    await using hub = await start({ breaker });
    await failing(hub, 7);
    const { requests } = hub.agencies.jobs;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    hub.agencies.jobs.misbehave = async (response) => {
      await held;
      response.writeHead(500).end();
    };
    await delay(60);
    const probing = hub.gateway.ask(person, { id: 'p' });
    await expect.poll(() => requests.length).toBe(11);
    const others = await Promise.all(['a', 'b', 'c'].map((id) => hub.gateway.ask(person, { id })));
    expect(others.map(codeOf)).toEqual(Array(3).fill('SUBGRAPH_CIRCUIT_OPEN'));
    release();
    expect(codeOf(await probing)).toBe('SUBGRAPH_BAD_RESPONSE');
    expect(codeOf(await hub.gateway.ask(person, { id: 'd' }))).toBe('SUBGRAPH_CIRCUIT_OPEN');
    expect(requests).toHaveLength(11);
  });

  test('of one subgraph keeps nobody from another, and holds for mutations', async () => {
    await using hub = await start({ breaker });
    await failing(hub, 7);
    expect((await hub.gateway.ask('{ hubOnly }')).body).toEqual({ data: { hubOnly: 'here' } });
    fail(hub.agencies.hub, Number.POSITIVE_INFINITY, 500);
    for (let time = 0; time < 10; time += 1) await hub.gateway.ask('mutation { note(text: "x") }');
    const asked = hub.agencies.hub.requests.length;
    expect(codeOf(await hub.gateway.ask('mutation { note(text: "x") }'))).toBe('SUBGRAPH_CIRCUIT_OPEN');
    expect(hub.agencies.hub.requests).toHaveLength(asked);
  });

  test('does not open for answers that are no GraphQL: one operation must not close a subgraph to others', async () => {
    await using hub = await start({ breaker });
    hub.agencies.jobs.misbehave = (response) =>
      void response.setHeader('content-type', 'application/json').end('[]');
    for (let id = 1; id <= 12; id += 1) await hub.gateway.ask(person, { id: String(id) });
    expect(hub.agencies.jobs.requests).toHaveLength(12);
  });
});

describe('hedging', () => {
  test('asks a second time when the first takes long, and takes the answer that comes first', async () => {
    await using hub = await start({ hedgeAfter: 30 });
    const waiting: (() => void)[] = [];
    hub.agencies.jobs.hold = () =>
      waiting.length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    expect((await hub.gateway.ask(person, { id: '7' })).body.data).toEqual({
      person: { name: 'Person 7', job: 'job 7' },
    });
    expect(hub.agencies.jobs.requests).toHaveLength(2);
    expect(await hub.total('gateway_subgraph_hedges_total')).toBe(1);
    for (const release of waiting) release();
  });

  test('is off by default', async () => {
    await using hub = await start();
    hub.agencies.jobs.hold = () => delay(100);
    await hub.gateway.ask(person, { id: '7' });
    expect(hub.agencies.jobs.requests).toHaveLength(1);
  });
});
