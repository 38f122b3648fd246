import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { startGateway } from '@throughgate/gateway';
import { createLogger, type HttpService, openTracing, subgraphKey } from '@throughgate/service';
import { createGraphService } from '@throughgate/subgraph-kit';
import { parse } from 'graphql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const logger = createLogger('silent');
const masterKey = 'the service key of this test, long enough';
const fed = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])';
const sdl = {
  people: `${fed} type Query { person(nino: ID!): Person } type Person @key(fields: "nino") { nino: ID! name: String }`,
  prisons: `${fed} type Person @key(fields: "nino") { nino: ID! cell: String }`,
};
const secret = 'QQ123456C';

/** A span as it is sent: OTLP's JSON. */
interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly endTimeUnixNano: string;
  readonly text: string;
}

let opened: AsyncDisposableStack;
let collected: Span[];
const collectorTexts: string[] = [];

beforeEach(async () => {
  opened = new AsyncDisposableStack();
  collected = [];
  collectorTexts.length = 0;
  const collector = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    collectorTexts.push(text);
    collected.push(...spansIn(text));
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  opened.defer(() => void collector.close());
  const { port } = collector.address() as AddressInfo;
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
});

afterEach(async () => {
  await opened.disposeAsync();
  vi.unstubAllEnvs();
});

function spansIn(text: string): Span[] {
  const { resourceSpans } = JSON.parse(text) as {
    resourceSpans: {
      resource: { attributes: { key: string; value: { stringValue?: string } }[] };
      scopeSpans: { spans: Omit<Span, 'service' | 'text'>[] }[];
    }[];
  };
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({ ...span, service, text: JSON.stringify(span) })),
    );
  });
}

async function startAll(trustTraceparent = false) {
  const options = { createContext: (given: never) => given, readinessChecks: [], host: '127.0.0.1', logger };
  const services: Record<keyof typeof sdl, HttpService> = {
    people: await createGraphService({
      ...options,
      name: 'people',
      typeDefs: sdl.people,
      serviceKey: subgraphKey(masterKey, 'people'),
      resolvers: { Query: { person: (_: unknown, { nino }: { nino: string }) => ({ nino, name: 'Ann' }) } },
    }),
    prisons: await createGraphService({
      ...options,
      name: 'prisons',
      typeDefs: sdl.prisons,
      serviceKey: subgraphKey(masterKey, 'prisons'),
      resolvers: { Person: { __resolveReference: (one: object) => one, cell: () => 'A1' } },
    }),
  };
  const subgraphs = [];
  for (const [name, service] of Object.entries(services)) {
    const url = await service.listen({ host: '127.0.0.1', port: 0, setting: 'HUB_PORT' });
    subgraphs.push({ name, url: `${url}/graphql`, typeDefs: parse(sdl[name as keyof typeof sdl]) });
  }
  const { supergraphSdl = '' } = composeServices(subgraphs);
  const gateway = await startGateway({
    ...{ supergraphSdl, host: '127.0.0.1', port: 0, portSetting: 'HUB_PORT', logger, serviceKey: masterKey },
    trustTraceparent,
  });
  return {
    url: gateway.url,
    ask: (query: string, headers: Record<string, string> = {}) =>
      fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables: { nino: secret } }),
      }).then((response) => response.json() as Promise<{ data?: unknown; errors?: unknown }>),
    async stop() {
      await gateway.stop();
      await Promise.all(Object.values(services).map((service) => service.stop()));
    },
  };
}

const journey = 'query Journey($nino: ID!) { person(nino: $nino) { name cell } }';
const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('one trace goes from the gateway into each subgraph, and nothing in it identifies anybody', async () => {
  const hub = await startAll();
  const { data } = await hub.ask(journey, { traceparent: given });
  expect(data).toEqual({ person: { name: 'Ann', cell: 'A1' } });
  await hub.stop();

  const named = (name: string, service = 'throughgate-gateway') =>
    collected.find((span) => span.name === name && span.service === service);
  const root = named('query');
  expect(root?.parentSpanId).toBeUndefined();
  // A stranger does not choose traces where nobody said so.
  expect(root?.traceId).not.toBe(given.split('-')[1]);
  expect(new Set(collected.map(({ traceId }) => traceId))).toEqual(new Set([root?.traceId]));
  for (const step of ['read and validate', 'plan', 'fetch people', 'fetch prisons']) {
    expect(named(step)?.parentSpanId, step).toBe(root?.spanId);
  }
  for (const subgraph of ['people', 'prisons']) {
    const span = named('graphql', `throughgate-${subgraph}`);
    expect(span?.parentSpanId).toBe(named(`fetch ${subgraph}`)?.spanId);
  }
  expect(root?.text).toContain('Journey');
  expect(collectorTexts.join()).not.toContain(secret);
});

test('what comes later of an answer in parts is in its trace, whose span lasts until then', async () => {
  const hub = await startAll();
  const query = 'query Later($nino: ID!) { person(nino: $nino) { name ... @defer { cell } } }';
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'multipart/mixed;deferSpec=20220824, application/json',
    },
    body: JSON.stringify({ query, variables: { nino: secret } }),
  });
  expect(await response.text()).toContain('"A1"');
  await hub.stop();

  const roots = collected.filter(({ name }) => name === 'query');
  expect(roots).toHaveLength(1);
  const [root] = roots;
  const later = collected.find(({ name }) => name === 'fetch prisons');
  expect(later?.parentSpanId).toBe(root?.spanId);
  const asked = collected.find(({ service }) => service === 'throughgate-prisons');
  expect(asked?.parentSpanId).toBe(later?.spanId);
  expect(BigInt(root?.endTimeUnixNano ?? 0)).toBeGreaterThanOrEqual(BigInt(later?.endTimeUnixNano ?? 1));
  expect(collectorTexts.join()).not.toContain(secret);
});

test('what goes wrong is on its span, and a literal is not', async () => {
  const hub = await startAll();
  await hub.ask(`{ person(nino: "${secret}") { nothing } }`);
  await hub.ask(`query Literal { person(nino: "${secret}") { name } }`);
  await hub.stop();
  expect(collected.find(({ name }) => name === 'request')?.text).toContain('GRAPHQL_VALIDATION_FAILED');
  expect(collected.filter(({ name }) => name === 'query')).toHaveLength(1);
  expect(collectorTexts.join()).not.toContain(secret);
});

test('a trace of a client goes on where it is trusted, and what it says is not recorded is not', async () => {
  const hub = await startAll(true);
  await hub.ask(journey, { traceparent: given });
  await hub.ask(journey, { traceparent: given.replace(/01$/, '00') });
  await hub.ask(journey, { traceparent: 'no traceparent' });
  await hub.stop();
  const roots = collected.filter(({ name }) => name === 'query');
  expect(roots).toHaveLength(2);
  expect(roots.filter(({ traceId }) => traceId === given.split('-')[1])).toHaveLength(1);
  expect(roots[0]?.parentSpanId).toBe(given.split('-')[2]);
});

test('only so many are recorded as the sampler says, and a wrong one is refused', async () => {
  vi.stubEnv('OTEL_TRACES_SAMPLER', 'always_off');
  const hub = await startAll();
  await hub.ask(journey);
  await hub.stop();
  expect(collected).toEqual([]);
  await expect(
    openTracing('x', logger, { ...process.env, OTEL_TRACES_SAMPLER: 'sometimes' }),
  ).rejects.toThrow('OTEL_TRACES_SAMPLER must be');
  await expect(
    openTracing('x', logger, {
      ...process.env,
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '7',
    }),
  ).rejects.toThrow('between 0 and 1');
});

test('nothing is traced where nobody asks for it', async () => {
  expect(await openTracing('x', logger, {})).toBeUndefined();
  const off = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' };
  expect(await openTracing('x', logger, off)).toBeUndefined();
});
