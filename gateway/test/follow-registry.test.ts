import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@throughgate/registry-client';
import { createLogger, type Logger, OperatorError } from '@throughgate/service';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registrySource } from '../src/supergraph-source/registry-source.ts';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { eventually } from './support/eventually.ts';
import { type FakeRegistry, startFakeRegistry } from './support/fake-registry.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { createMemoryEventLog } from './support/memory-event-log.ts';

const never = 3_600_000;
/** For starts with a registry that is down. */
const startTimeout = 300;
const soon = 20;
const job = '{ person(id: "2") { job } }';

let agencies: Agencies;
/** Without and with the field `job`. */
let smaller: string;
let larger: string;
let registry: FakeRegistry;
let directory: string;
let lastGoodCopy: string;
let told: { level: string; message: string; reason?: unknown }[];
let logger: Logger;

beforeEach(async () => {
  agencies = await serveAgencies();
  smaller = compose([agencies.hub, agencies.prison]);
  larger = compose(agencies.all);
  registry = await startFakeRegistry(smaller);
  directory = await mkdtemp(join(tmpdir(), 'throughgate-gateway-'));
  lastGoodCopy = join(directory, 'state', 'supergraph.json');
  told = [];
  logger = createLogger('info');
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = ((fields: { reason?: unknown } | string, message?: string) => {
      const text = typeof fields === 'string' ? fields : (message ?? '');
      told.push({ level, message: text, reason: typeof fields === 'string' ? undefined : fields.reason });
    }) as (typeof logger)[typeof level];
  }
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
  await agencies[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

function start(
  source: Partial<Parameters<typeof registrySource>[0]> = {},
  options: { subgraphUrls?: ReadonlyMap<string, string>; requiredSubgraphs?: readonly string[] } = {},
): Promise<TestGateway> {
  const { client } = registry;
  return startTestGateway({
    source: registrySource({ client, logger, pollInterval: never, ...source }),
    logger,
    ...options,
  });
}

const reloads = async (gateway: TestGateway, result: string) =>
  (
    (await gateway.count('gateway_supergraph_reloads_total')) as {
      labels: { result: string };
      value: number;
    }[]
  ).find(({ labels }) => labels.result === result)?.value;
const times = (message: string) => told.filter((one) => one.message === message).length;

test('a new field can be asked for after the event, though polls are an hour apart', async () => {
  const events = createMemoryEventLog();
  await using gateway = await start({ eventLog: events.log });
  expect((await gateway.ask(job)).status).toBe(400);
  await eventually(() => events.groups.size).toBe(1);
  registry.publish(larger);
  await events.tellOfOther();
  await events.tellOfPublication();
  await eventually(async () => (await gateway.ask(job)).body.data).toEqual({ person: { job: 'job 2' } });
  const [group = ''] = events.groups;
  await gateway.gateway.stop();
  expect(events.groups.size).toBe(0);
  expect(events.deleted).toEqual([group]);
});

test('the registry is told what each gateway serves, at each change, until it stops', async () => {
  const first = registry.publish(smaller);
  await using one = await start({ pollInterval: soon });
  await using other = await start();
  const serving = () => [...registry.serving.values()].map((said) => [said.serving, said.refused]);
  await eventually(serving).toEqual([
    [first, null],
    [first, null],
  ]);
  const broken = registry.publish('type Query { a: Int }');
  await eventually(serving).toContainEqual([first, broken]);
  const second = registry.publish(larger);
  await eventually(serving).toContainEqual([second, null]);
  expect(serving()).toContainEqual([first, null]);
  await one.gateway.stop();
  await other.gateway.stop();
  expect(serving()).toEqual([]);
});

test('a registry that is down is told later what is served, and holds nobody up', async () => {
  await registry.goDown();
  await writeFile(join(directory, 'copy.json'), JSON.stringify({ digest: digestOf(smaller), sdl: smaller }));
  await using gateway = await start({
    pollInterval: soon,
    startTimeout,
    lastGoodCopy: join(directory, 'copy.json'),
    reportInterval: soon,
  });
  expect((await gateway.ask('{ __typename }')).status).toBe(200);
  await registry.comeBack();
  await eventually(() => registry.serving.size).toBe(1);
  await registry.goDown();
  await gateway.gateway.stop();
});

test('each gateway hears of a publication', async () => {
  const events = createMemoryEventLog();
  await using one = await start({ eventLog: events.log });
  await using other = await start({ eventLog: events.log });
  await eventually(() => events.groups.size).toBe(2);
  registry.publish(larger);
  await events.tellOfPublication();
  for (const gateway of [one, other]) {
    await eventually(async () => (await gateway.ask(job)).status).toBe(200);
  }
});

test('without an event log polls find it, and with one that cannot be reached', async () => {
  const { log } = createMemoryEventLog();
  const unreachable = { ...log, ensureTopics: () => Promise.reject(new Error('no broker')) };
  await using polling = await start({ pollInterval: soon });
  await using deaf = await start({ pollInterval: soon, eventLog: unreachable });
  registry.publish(larger);
  for (const gateway of [polling, deaf]) {
    await eventually(async () => (await gateway.ask(job)).status).toBe(200);
  }
  expect(times('the event log does not tell of new supergraphs; the registry is polled')).toBe(1);
});

test('what is known is not fetched again', async () => {
  const events = createMemoryEventLog();
  await using gateway = await start({ eventLog: events.log });
  await eventually(() => events.groups.size).toBe(1);
  await events.tellOfPublication();
  await eventually(() => registry.requests.length).toBe(2);
  expect(await reloads(gateway, 'switched')).toBe(0);
});

test.each([
  [
    'requires something of callers, of whom nobody knows who they are,',
    () =>
      larger
        .replace(
          'schema\n',
          'schema\n  @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)\n',
        )
        .replace('hubOnly: String', 'hubOnly: String @authenticated')
        .concat('directive @authenticated on FIELD_DEFINITION'),
    /@authenticated.*Set HUB_ISSUER/,
  ],
  ['is none', () => 'type Query { a: Int }', /cannot be loaded/],
  [
    'has a subgraph without an address',
    () => larger.replaceAll(agencies.jobs.url, 'nowhere'),
    /usable address/,
  ],
])('a supergraph that %s leaves the old one serving', async (_, sdl, reason) => {
  await using gateway = await start({ pollInterval: soon, lastGoodCopy });
  await eventually(() => existsSync(lastGoodCopy)).toBe(true);
  const copy = await readFile(lastGoodCopy, 'utf8');
  registry.publish(sdl());
  await eventually(() => reloads(gateway, 'refused')).toBe(1);
  expect(told.find(({ level }) => level === 'error')).toMatchObject({
    reason: expect.stringMatching(reason),
  });
  expect((await gateway.ask('{ person(id: "2") { cell } }')).body.data).toEqual({
    person: { cell: 'cell of N2' },
  });
  // It is not tried anew at each poll, and the next one that is sound is taken.
  const polls = registry.requests.length;
  await eventually(() => registry.requests.length).toBeGreaterThan(polls + 2);
  expect(await reloads(gateway, 'refused')).toBe(1);
  expect(await readFile(lastGoodCopy, 'utf8')).toBe(copy);
  registry.publish(larger);
  await eventually(async () => (await gateway.ask(job)).status).toBe(200);
});

test('a digest that is not that of the SDL is refused', async () => {
  await using gateway = await start({ pollInterval: soon });
  registry.publish(larger, `sha256:${'0'.repeat(64)}`);
  const refusal = 'the registry gives no supergraph; the gateway serves on with the one it has';
  await eventually(() => times(refusal)).toBe(1);
  expect(String(told.find(({ message }) => message === refusal)?.reason)).toContain('whose digest is');
  expect((await gateway.ask(job)).status).toBe(400);
  registry.publish(larger);
  await eventually(async () => (await gateway.ask(job)).status).toBe(200);
});

test('a registry that is down matters to nobody; it is told once, and once when it is over', async () => {
  await using gateway = await start({ pollInterval: soon });
  await registry.goDown();
  const gone = 'the registry gives no supergraph; the gateway serves on with the one it has';
  await eventually(() => times(gone)).toBe(1);
  expect((await gateway.ask('{ hubOnly }')).body.data).toEqual({ hubOnly: 'here' });
  expect((await fetch(new URL('/health/ready', gateway.url))).status).toBe(200);
  await registry.comeBack();
  registry.publish(larger);
  await eventually(async () => (await gateway.ask(job)).status).toBe(200);
  expect(times(gone)).toBe(1);
  expect(times('the registry answers again')).toBe(1);
});

test('with the registry down a gateway starts from its last good copy', async () => {
  await using first = await start({ lastGoodCopy, pollInterval: soon });
  registry.publish(larger);
  await eventually(async () => (await first.ask(job)).status).toBe(200);
  const copied = async () => JSON.parse(await readFile(lastGoodCopy, 'utf8'));
  await eventually(async () => (await copied()).sdl).toBe(larger);
  expect((await stat(lastGoodCopy)).mode & 0o777).toBe(0o644);
  expect(await readdir(join(directory, 'state'))).toEqual(['supergraph.json']);
  await first.gateway.stop();

  await registry.goDown();
  await using second = await start({ lastGoodCopy, pollInterval: soon, fallbackSdl: smaller, startTimeout });
  expect((await second.ask(job)).body.data).toEqual({ person: { job: 'job 2' } });
  // Once it is back, it is followed again.
  await registry.comeBack();
  registry.publish(smaller);
  await eventually(async () => (await second.ask(job)).status).toBe(400);
});

test.each([
  ['cut off', '{"digest":"sha256:'],
  ['changed', JSON.stringify({ digest: `sha256:${'1'.repeat(64)}`, sdl: 'type Query { a: Int }' })],
  ['of another kind', '[]'],
])('a last good copy that is %s is reported and passed over', async (_, text) => {
  await registry.goDown();
  const copy = join(directory, 'supergraph.json');
  await writeFile(copy, text);
  await using gateway = await start({ lastGoodCopy: copy, fallbackSdl: larger, startTimeout });
  expect((await gateway.ask(job)).status).toBe(200);
  expect(told.filter(({ level }) => level === 'warn').map(({ reason }) => String(reason))).toEqual(
    expect.arrayContaining([expect.stringContaining('it is corrupt')]),
  );
});

test('a registry whose supergraph cannot be loaded does not keep a gateway from starting', async () => {
  await using first = await start({ lastGoodCopy });
  await eventually(() => existsSync(lastGoodCopy)).toBe(true);
  await first.gateway.stop();
  registry.publish('type Query { a: Int }');
  await using second = await start({ lastGoodCopy });
  expect((await second.ask('{ hubOnly }')).status).toBe(200);
});

test('with nothing to start from it says what failed and what to do', async () => {
  await registry.goDown();
  const failed = start({ lastGoodCopy, fallbackSdl: 'type Query { a: Int }', startTimeout });
  await expect(failed).rejects.toThrow(OperatorError);
  await expect(failed).rejects.toThrow(
    /the registry: .*cannot be reached[\s\S]*last good copy .*supergraph\.json: there is none yet[\s\S]*comes with the hub: .*cannot be loaded[\s\S]*Start the registry/,
  );
  await expect(start({ startTimeout })).rejects.toThrow(/the registry: .*cannot be reached/);
});

test('a gateway waits for a registry that is only starting', async () => {
  await registry.goDown();
  const starting = start();
  await registry.comeBack();
  await using gateway = await starting;
  expect((await gateway.ask('{ hubOnly }')).status).toBe(200);
});

test('a registry that accepts and does not answer is given up in time', async () => {
  const hanging = { supergraph: () => new Promise<never>(() => {}) };
  await expect(start({ client: withSignal(hanging.supergraph), startTimeout })).rejects.toThrow(
    'the registry did not answer within',
  );
});

test('an address for a subgraph that is not published is told once, and used when it is', async () => {
  const subgraphUrls = new Map([['jobs', agencies.jobs.url]]);
  await using gateway = await start({ pollInterval: soon }, { subgraphUrls });
  const warning = 'settings name a subgraph that the supergraph does not have';
  expect(times(warning)).toBe(1);
  registry.publish(larger.replaceAll(agencies.jobs.url, 'http://127.0.0.1:9/'));
  await eventually(async () => (await gateway.ask(job)).body.data).toEqual({ person: { job: 'job 2' } });
  expect(times(warning)).toBe(1);
});

test('only the hub’s own subgraphs count for readiness', async () => {
  registry.publish(larger);
  const subgraphUrls = new Map([agencies.hub, agencies.prison].map(({ name, url }) => [name, url]));
  await using gateway = await start({ pollInterval: soon }, { subgraphUrls });
  await using strict = await start({ pollInterval: soon }, { subgraphUrls, requiredSubgraphs: ['jobs'] });
  const ready = async (of: TestGateway) => (await fetch(new URL('/health/ready', of.url))).status;
  expect([await ready(gateway), await ready(strict)]).toEqual([200, 200]);
  await agencies.jobs.close();
  expect([await ready(gateway), await ready(strict)]).toEqual([200, 503]);
  // A subgraph that was taken out of the graph is missing from no answer.
  registry.publish(smaller);
  await eventually(() => ready(strict)).toBe(200);
  await agencies.prison.close();
  expect(await ready(gateway)).toBe(503);
});

/** A client whose request ends only when it is given up. */
function withSignal(wait: () => Promise<never>): Parameters<typeof registrySource>[0]['client'] {
  return {
    reportServing: async () => {},
    reportStopped: async () => {},
    supergraph: (_which, { signal } = {}) =>
      Promise.race([
        wait(),
        new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      ]),
  };
}
