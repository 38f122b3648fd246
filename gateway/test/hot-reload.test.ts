import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLogger } from '@throughgate/service';
import { Pool } from 'undici';
import { expect, test } from 'vitest';
import type { GatewayFeature } from '../src/index.ts';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { controlledSource } from './support/controlled-source.ts';
import { eventually } from './support/eventually.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { holdRequests } from './support/hold-requests.ts';
import { move, serveTwins } from './support/twin-agencies.ts';

/** Collects garbage, what the present turn of the event loop still holds included. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 4; turn++) {
    await setImmediate();
    collect();
  }
}

/** Values of the gauge of generations, by state. */
async function generations(gateway: TestGateway): Promise<Record<string, number>> {
  const values = (await gateway.count('gateway_supergraph_generations')) as {
    labels: { state: string };
    value: number;
  }[];
  return Object.fromEntries(values.map(({ labels, value }) => [labels.state, value]));
}

test('50 swaps under load, a slow mutation in flight each time: none refused, none failed, none done twice', async () => {
  await using twins = await serveTwins();
  const { source, offer } = controlledSource(twins.a.supergraphSdl);
  await using gateway = await startTestGateway({ source, subgraphTimeout: 30_000 });
  const origin = new URL(gateway.url).origin;
  // Kept connections: one that is refused or closed on the client fails the test.
  const pool = new Pool(origin, { connections: 6, pipelining: 1 });
  let stop = false;
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => pool.close());
  cleanup.defer(() => {
    stop = true;
  });
  const post = async (query: string, variables: object) => {
    const { statusCode, body } = await pool.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return {
      status: statusCode,
      body: (await body.json()) as { data: Record<string, Record<string, string>> },
    };
  };

  /** How often each client was answered. */
  const answered = [0, 0, 0, 0];
  const seen = new Set<string>();
  const clients = answered.map(async (_, client) => {
    for (let turn = 1; !stop; turn++) {
      const id = `${client}-${turn}`;
      const { status, body } = await post('query P($id: ID!) { person(id: $id) { id hub prison } }', { id });
      const set = body.data?.['person']?.['hub'] ?? 'none';
      // One answer is never made of two supergraphs.
      expect({ status, body }).toEqual({
        status: 200,
        body: { data: { person: { id, hub: set, prison: set } } },
      });
      seen.add(set);
      answered[client] = turn;
    }
  });

  for (let swap = 1; swap <= 50; swap++) {
    const [from, to] = swap % 2 === 1 ? (['a', 'b'] as const) : (['b', 'a'] as const);
    const id = `m${swap}`;
    const mutation = gateway.ask(move, { id });
    await eventually(() => twins.begun.includes(id)).toBe(true);
    expect(await offer(`${twins[to].supergraphSdl}\n# swap ${swap}\n`)).toBe('switched');
    // What comes now is answered by the new set, while the mutation still waits.
    expect((await post('{ person(id: "x") { hub } }', {})).body).toEqual({ data: { person: { hub: to } } });
    expect(await generations(gateway)).toEqual({ serving: 1, draining: 1 });
    const before = [...answered];
    // Twice: what was under way at the switch, and what came after it.
    await eventually(() => answered.every((turns, client) => turns >= (before[client] ?? 0) + 2)).toBe(true);
    twins.release(id);
    // Its second step goes to the prison of the set with which it began.
    expect(await mutation).toMatchObject({
      status: 200,
      body: { data: { move: { id, hub: from, prison: from } } },
    });
    await eventually(() => generations(gateway)).toEqual({ serving: 1, draining: 0 });
  }
  stop = true;
  await Promise.all(clients);
  expect(twins.begun).toEqual(Array.from({ length: 50 }, (_, index) => `m${index + 1}`));
  expect([...seen].sort()).toEqual(['a', 'b']);
}, 120_000);

test('replaced supergraphs leave memory', async () => {
  await using agencies = await serveAgencies();
  const sdl = compose(agencies.all);
  const { source, offer } = controlledSource(sdl);
  const schemas: WeakRef<object>[] = [];
  const transports: WeakRef<object>[] = [];
  // What a generation is made of, seen without being held.
  const watching: GatewayFeature = {
    name: 'watching',
    onSupergraph({ schema }) {
      schemas.push(new WeakRef(schema));
      return {
        wrapTransport(inner) {
          transports.push(new WeakRef(inner));
          return inner;
        },
      };
    },
  };
  await using gateway = await startTestGateway({ source, features: [watching] });
  for (let version = 1; version <= 20; version++) {
    expect(await offer(`${sdl}\n# ${version}\n`)).toBe('switched');
    expect((await gateway.ask('{ people { name cell job } }')).status).toBe(200);
  }
  const alive = (references: readonly WeakRef<object>[]) =>
    references.flatMap((reference, version) => (reference.deref() ? [version] : []));
  await eventually(async () => {
    await collectGarbage();
    return [alive(schemas), alive(transports)];
  }).toEqual([[20], [20]]);
}, 120_000);

test('of supergraphs that come faster than they load, the latest is served', async () => {
  await using agencies = await serveAgencies();
  const sdl = compose(agencies.all);
  const { source, offer } = controlledSource(sdl);
  await using gateway = await startTestGateway({ source });
  const results = await Promise.all([1, 2, 3, 4].map((version) => offer(`${sdl}\n# ${version}\n`)));
  expect(results).toEqual(['switched', 'skipped', 'skipped', 'switched']);
  expect(await offer(`${sdl}\n# 4\n`)).toBe('unchanged');
  await eventually(() => generations(gateway)).toEqual({ serving: 1, draining: 0 });
});

test('operations that run are planned before the switch', async () => {
  await using agencies = await serveAgencies();
  const sdl = compose(agencies.all);
  const { source, offer } = controlledSource(sdl);
  await using gateway = await startTestGateway({ source });
  const misses = async () => {
    const values = (await gateway.count('gateway_plan_cache_lookups_total')) as {
      labels: { result: string };
      value: number;
    }[];
    return values.find(({ labels }) => labels.result === 'miss')?.value;
  };
  const query = '{ people { name cell job } }';
  await gateway.ask(query);
  expect(await misses()).toBe(1);
  await offer(`${sdl}\n# again\n`);
  expect((await gateway.ask(query)).status).toBe(200);
  expect(await misses()).toBe(1);
});

test('a field that went is missed by validation, one that came is there', async () => {
  await using agencies = await serveAgencies();
  const { hub, prison } = agencies;
  const { source, offer } = controlledSource(compose(agencies.all));
  await using gateway = await startTestGateway({ source });
  const query = '{ person(id: "2") { name job } }';
  expect((await gateway.ask(query)).body.data).toEqual({ person: { name: 'Person 2', job: 'job 2' } });
  const metrics = async () => (await fetch(new URL('/metrics', gateway.url))).text();
  const infos = async () =>
    (await metrics()).match(/^gateway_supergraph_info{.*digest="[0-9a-f]{12}".*} 1$/gm);
  const info = await infos();
  await offer(compose([hub, prison]));
  expect(await infos()).toHaveLength(1);
  expect(await infos()).not.toEqual(info);
  expect(await gateway.ask(query)).toMatchObject({
    status: 400,
    body: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
  });
  await offer(compose(agencies.all));
  expect((await gateway.ask(query)).status).toBe(200);
});

test('a client that has gone holds no supergraph, and what it began is finished on the old one', async () => {
  await using twins = await serveTwins();
  const { source, offer } = controlledSource(twins.a.supergraphSdl);
  await using gateway = await startTestGateway({ source });
  const leaving = new AbortController();
  const gone = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: move, variables: { id: 'gone' } }),
    signal: leaving.signal,
  });
  await eventually(() => twins.begun).toEqual(['gone']);
  await offer(twins.b.supergraphSdl);
  leaving.abort();
  await expect(gone).rejects.toThrow();
  const asked = () => twins.a.prison.requests.length;
  expect(asked()).toBe(0);
  twins.release('gone');
  await eventually(asked).toBe(1);
  await eventually(() => generations(gateway)).toEqual({ serving: 1, draining: 0 });
  expect(twins.b.prison.requests).toHaveLength(0);
});

test('a request that takes longer than the drain timeout is given up, with a warning', async () => {
  await using agencies = await serveAgencies();
  const warnings: string[] = [];
  const logger = createLogger('warn');
  logger.warn = ((_fields: object, message: string) => void warnings.push(message)) as typeof logger.warn;
  const { source, offer } = controlledSource(compose(agencies.all));
  await using gateway = await startTestGateway({
    source,
    logger,
    drainTimeout: 50,
    subgraphTimeout: 60_000,
  });
  const hold = holdRequests(agencies.hub);
  const slow = gateway.ask('{ hubOnly }');
  await hold.received(1);
  await offer(`${compose(agencies.all)}\n# next\n`);
  await eventually(() => generations(gateway)).toEqual({ serving: 1, draining: 0 });
  expect(await slow).toMatchObject({
    status: 200,
    body: { errors: [{ extensions: { code: 'SUBGRAPH_UNREACHABLE' } }] },
  });
  expect(warnings).toContain('requests on a replaced supergraph take too long and are given up');
  hold.release();
  expect((await gateway.ask('{ hubOnly }')).body).toEqual({ data: { hubOnly: 'here' } });
});

test('a gateway stops although a replaced supergraph still drains', async () => {
  await using agencies = await serveAgencies();
  const { source, offer } = controlledSource(compose(agencies.all));
  const gateway = await startTestGateway({ source });
  const hold = holdRequests(agencies.hub);
  const slow = gateway.ask('{ hubOnly }');
  await hold.received(1);
  await offer(`${compose(agencies.all)}\n# next\n`);
  const stopped = gateway.gateway.stop();
  hold.release();
  expect((await slow).body).toEqual({ data: { hubOnly: 'here' } });
  await stopped;
  expect(await offer(compose(agencies.all))).toBe('skipped');
});
