import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from '../gateway/test/support/agencies.ts';
import { compose } from '../gateway/test/support/compose.ts';
import { startFakeRegistry } from '../gateway/test/support/fake-registry.ts';
import { holdRequests } from '../gateway/test/support/hold-requests.ts';
import { type HubProcess, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';

const opened = new AsyncDisposableStack();
let agencies: Agencies;
let directory: string;
let supergraph: string;

beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  directory = opened.use(temporaryDirectory()).path;
  supergraph = join(directory, 'supergraph.graphql');
  writeFileSync(supergraph, compose(agencies.all));
});
afterAll(() => opened.disposeAsync());

interface Line {
  readonly worker?: number;
  readonly pid?: number;
  readonly ms?: number;
  readonly time: string;
  readonly msg: string;
}

/** What a hub has logged so far with these words. */
function logged(hub: HubProcess, message: string): Line[] {
  return `${hub.stdout()}\n${hub.stderr()}`
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Line)
    .filter(({ msg }) => msg === message);
}

/** Asks over a connection of its own, as a new client does: connections go to the workers in turn. */
function send(url: string, body?: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      agent: new Agent({ keepAlive: false }),
      timeout: 20_000,
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer in 20 s')));
    sent.on('response', async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    sent.end(body);
  });
}

const poll = <Value>(read: () => Value) => expect.poll(read, { interval: 50, timeout: 30_000 });
const asking = (id: string) => JSON.stringify({ query: `{ person(id: "${id}") { name } }` });
const metric = (text: string, name: string) =>
  Number(new RegExp(`^${name}{[^}]*} (\\S+)$`, 'm').exec(text)?.[1]);

describe('a gateway of two workers', () => {
  let hub: HubProcess;
  let url: string;
  const at = (path: string) => new URL(path, url).href;

  beforeAll(async () => {
    const settings = { HUB_WORKERS: '2', LOG_LEVEL: 'info' };
    hub = startHubProcess(['gateway', '--supergraph', supergraph], settings);
    url = await hub.ready;
  });

  test('answers at one port, says once that it is ready, and adds its metrics up', async () => {
    const answers = await Promise.all(['1', '2', '3', '4'].map((id) => send(url, asking(id))));
    expect(answers.map(({ text }) => JSON.parse(text))).toEqual(
      ['1', '2', '3', '4'].map((id) => ({ data: { person: { name: `Person ${id}` } } })),
    );
    expect(hub.stdout().match(/^ready /gm)).toHaveLength(1);
    const { text } = await send(at('/metrics'));
    expect(metric(text, 'gateway_operation_duration_seconds_count')).toBe(4);
    expect(metric(text, 'gateway_supergraph_info')).toBe(1);
    expect(metric(text, 'gateway_workers')).toBe(2);
    expect(metric(text, 'gateway_worker_restarts_total')).toBe(0);
    // What lives shortly takes 32 MiB in each, not the 128 that V8 would take by the time it listens.
    const [, young] = /^nodejs_heap_space_size_total_bytes{[^}]*space="new"[^}]*} (\S+)$/m.exec(text) ?? [];
    expect(Number(young)).toBeLessThanOrEqual(2 * 32 * 2 ** 20);
  });

  test('is not ready while one of them does not answer, whoever is asked', async () => {
    const [worker] = logged(hub, 'a worker listens');
    if (worker?.pid === undefined) throw new Error('no worker listens');
    process.kill(worker.pid, 'SIGSTOP');
    try {
      // Every other connection comes to the one that stands still.
      const told = await Promise.any([1, 2].map(() => send(at('/health/ready'))));
      expect(told.status).toBe(503);
      expect(told.text).toContain('"worker 1":"no answer"');
    } finally {
      process.kill(worker.pid, 'SIGCONT');
    }
    await poll(async () => (await send(at('/health/ready'))).status).toBe(200);
  });

  test('starts one again that is killed, and answers meanwhile', async () => {
    const worker = logged(hub, 'a worker listens').find((line) => line.worker === 2);
    if (worker?.pid === undefined) throw new Error('no second worker listens');
    process.kill(worker.pid, 'SIGKILL');
    await poll(() => logged(hub, 'a worker ended and is started again')).toHaveLength(1);
    const answers = await Promise.all(['5', '6', '7'].map((id) => send(url, asking(id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await poll(async () => {
      const { text } = await send(at('/metrics'));
      expect([metric(text, 'gateway_workers'), metric(text, 'gateway_worker_restarts_total')]).toEqual([
        2, 1,
      ]);
    });
  });

  test('finishes what all of them have in flight when it is asked to stop, and ends with 0', async () => {
    const hold = holdRequests(agencies.hub);
    const ids = ['8', '9', '10', '11'];
    const answers = Promise.all(ids.map((id) => send(url, asking(id))));
    await hold.received(4);
    const stopped = hub.stop();
    await poll(() =>
      send(at('/health/live')).then(
        () => 'answered',
        () => 'refused',
      ),
    ).toBe('refused');
    hold.release();
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await stopped).code).toBe(0);
  });
});

test('workers change to a new supergraph one after the other', async () => {
  await using registry = await startFakeRegistry(compose(agencies.all));
  const hub = startHubProcess(['start', 'gateway'], {
    HUB_WORKERS: '2',
    HUB_REGISTRY_URL: registry.url,
    HUB_TOKEN: 'a token of the test',
    HUB_SERVICE_KEY: 'a service key of the tests, long enough',
    HUB_DATA: directory,
    LOG_LEVEL: 'info',
  });
  const url = await hub.ready;
  registry.publish(compose([agencies.hub, agencies.prison]));
  const message = 'a new supergraph is served from now on';
  await poll(() => logged(hub, message)).toHaveLength(2);
  const [first, second] = logged(hub, message);
  expect(new Set([first?.worker, second?.worker])).toEqual(new Set([1, 2]));
  // The second began to load after the first had finished; a millisecond for rounding.
  const began = Date.parse(second?.time ?? '') - (second?.ms ?? 0);
  expect(began).toBeGreaterThanOrEqual(Date.parse(first?.time ?? '') - 1);
  const query = JSON.stringify({ query: '{ person(id: "1") { job } }' });
  for (const { status } of [await send(url, query), await send(url, query)]) expect(status).toBe(400);
  expect((await hub.stop()).code).toBe(0);
});

test('what keeps workers from starting is told once, with the exit code of one process', async () => {
  const settings = { HUB_WORKERS: '2' };
  const { code, stderr, stdout } = await runHub(
    ['gateway', '--supergraph', join(directory, 'none')],
    settings,
  );
  expect(code).toBe(3);
  expect(stderr.match(/cannot be read/g)).toHaveLength(1);
  expect(stdout).toBe('');
});

test.each(['0', 'many'])('HUB_WORKERS=%s is refused', async (workers) => {
  const { code, stderr } = await runHub(['gateway', '--supergraph', supergraph], { HUB_WORKERS: workers });
  expect(code).toBe(3);
  expect(stderr).toMatch(/HUB_WORKERS/);
});
