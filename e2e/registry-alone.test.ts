import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { housingSdl } from './support/housing.ts';
import { ask, type HubProcess, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';
import { startIssuerForTest } from './support/tokens.ts';

// Registry and gateway as docker-compose.yml runs them, each in a process of its own. No subgraph runs: the schema that
// the gateway serves is what is looked at.

vi.setConfig({ testTimeout: 90_000 });
const folders = { registry: temporaryDirectory(), gateway: temporaryDirectory() };
const tokenFile = join(folders.registry.path, 'gateway-token');
const serviceKey = 'the key of these tests, long enough for a key';
let databases: { registry: TestDatabase; events: TestDatabase };
let issuer: Awaited<ReturnType<typeof startIssuerForTest>>;
let registry: HubProcess;
let registryUrl: string;
let gateway: HubProcess;

const startGateway = () =>
  startHubProcess(['start', 'gateway'], {
    HUB_DATA: folders.gateway.path,
    HUB_SERVICE_KEY: serviceKey,
    HUB_EVENTS_DATABASE_URL: databases.events.url,
    HUB_REGISTRY_URL: registryUrl,
    HUB_TOKEN_FILE: tokenFile,
    HUB_ISSUER: issuer.url,
  });

const administrator = () => ({
  HUB_REGISTRY_URL: registryUrl,
  HUB_TOKEN_FILE: join(folders.registry.path, 'registry-token'),
});

async function knowsTenancies(): Promise<boolean> {
  const { data } = await ask<{ __type: object | null }>(
    await gateway.ready,
    '{ __type(name: "Tenancy") { name } }',
  );
  return data?.__type != null;
}

beforeAll(async () => {
  issuer = await startIssuerForTest();
  databases = { registry: await testDatabase(), events: await testDatabase() };
  registry = startHubProcess(['start', 'registry'], {
    HUB_DATA: folders.registry.path,
    DATABASE_URL: databases.registry.url,
    HUB_EVENTS_DATABASE_URL: databases.events.url,
    HUB_GATEWAY_TOKEN_FILE: tokenFile,
  });
  registryUrl = await registry.ready;
  gateway = startGateway();
  await gateway.ready;
}, 120_000);
afterAll(async () => {
  await Promise.all([registry, gateway].map((one) => one?.stop('SIGKILL')));
  await issuer?.[Symbol.asyncDispose]();
  for (const database of Object.values(databases)) await database[Symbol.asyncDispose]();
  for (const folder of Object.values(folders)) folder[Symbol.dispose]();
}, 60_000);

it('the gateway takes what is published without a restart', async () => {
  expect(await knowsTenancies()).toBe(false);
  const file = join(folders.registry.path, 'housing.graphql');
  writeFileSync(file, housingSdl());
  const publish = ['subgraph', 'publish', '--name', 'housing', '--schema', file];
  const published = await runHub(
    [...publish, '--routing-url', 'http://housing:4000/graphql'],
    administrator(),
  );
  expect(published.code).toBe(0);
  expect(published.stderr).toMatch(/^(Waiting for 1 gateway to serve it [^\n]*\n)?$/);
  expect(published.stdout).toMatch(/\n1 gateway serves it, after [\d.]+ s\.\n$/);
  // The command waited for that: nobody need ask twice.
  expect(await knowsTenancies()).toBe(true);
});

it("the gateway's token reads and reports, and can do no more", async () => {
  const asGateway = { HUB_REGISTRY_URL: registryUrl, HUB_TOKEN_FILE: tokenFile };
  expect((await runHub(['subgraph', 'list'], asGateway)).code).toBe(0);
  const refused = await runHub(['token', 'create', '--name', 'x', '--can', 'admin'], asGateway);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error\[HUB-C043\]/) });
});

it('without the registry a gateway starts with its last good copy', async () => {
  await gateway.stop();
  expect((await registry.stop()).code).toBe(0);
  gateway = startGateway();
  expect(await knowsTenancies()).toBe(true);
});

it.each(['registry', 'gateway'])('%s alone names the setting that it lacks', async (service) => {
  const { code, stderr } = await runHub(['start', service], { HUB_DATA: folders.gateway.path });
  expect(code).toBe(3);
  expect(stderr).toMatch(/DATABASE_URL|HUB_SERVICE_KEY/);
});
