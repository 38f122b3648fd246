import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OperatorError } from '@throughgate/service';
import { expect, test } from 'vitest';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';

const ready = (url: string) => fetch(new URL('/health/ready', url));

test('ready when every subgraph is, and says which one is not', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  expect((await ready(gateway.url)).status).toBe(200);
  await agencies.jobs.close();
  const response = await ready(gateway.url);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    ready: false,
    checks: { 'subgraph hub': 'ok', 'subgraph jobs': 'no answer' },
  });
});

test('over foreign subgraphs, ready once the schema is loaded', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all), foreign: true });
  await agencies.jobs.close();
  expect((await ready(gateway.url)).status).toBe(200);
});

test('what the starter adds counts', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    readinessChecks: [{ name: 'extra', check: () => Promise.reject(new Error('not yet')) }],
  });
  const response = await ready(gateway.url);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ checks: { extra: 'not yet' } });
});

test.each([
  ['nothing', ''],
  ['no GraphQL', 'type {'],
  ['no supergraph', 'type Query { a: Int }'],
])('a supergraph that is %s is a mistake that the starter can mend', async (_, supergraphSdl) => {
  await expect(startTestGateway({ supergraphSdl })).rejects.toThrow(OperatorError);
});

test('a supergraph that needs what the gateway does not have is refused by the names', async () => {
  await using agencies = await serveAgencies();
  const supergraphSdl = compose(agencies.all).replace(
    'schema\n',
    'schema\n  @link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY)\n  @link(url: "https://specs.apollo.dev/policy/v0.2", for: SECURITY)\n',
  );
  await expect(startTestGateway({ supergraphSdl })).rejects.toThrow(/@context, @policy, which this gateway/);
});

test('an address for an unknown subgraph, and a subgraph without an address, are refused', async () => {
  await using agencies = await serveAgencies();
  const supergraphSdl = compose(agencies.all);
  await expect(
    startTestGateway({ supergraphSdl, subgraphUrls: new Map([['prisons', 'http://localhost:1']]) }),
  ).rejects.toThrow(/no subgraph 'prisons'.*hub/);
  await expect(
    startTestGateway({ supergraphSdl, subgraphUrls: new Map([['prison', 'nowhere']]) }),
  ).rejects.toThrow(/'prison' has no usable address/);
});

test('an address given at the start takes the place of the one in the supergraph', async () => {
  await using agencies = await serveAgencies();
  const moved = agencies.all.map(({ name, typeDefs }) => ({ name, typeDefs, url: 'http://127.0.0.1:9/' }));
  await using gateway = await startTestGateway({
    supergraphSdl: compose(moved),
    subgraphUrls: new Map(agencies.all.map(({ name, url }) => [name, url])),
  });
  expect((await gateway.ask('{ hubOnly }')).body.data).toEqual({ hubOnly: 'here' });
});

test('a taken port is named with its setting', async () => {
  await using agencies = await serveAgencies();
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await expect(startTestGateway({ supergraphSdl: compose(agencies.all), port })).rejects.toThrow(
    new RegExp(`${port}.*HUB_PORT`),
  );
  await new Promise((resolve) => taken.close(resolve));
});
