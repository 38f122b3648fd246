import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@throughgate/testkit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Housing, housingSdl, startHousing } from './support/housing.ts';
import { ask, type HubProcess, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

// An integrator develops a subgraph: what they save is what the hub's gateway serves, and nobody else sees it.

vi.setConfig({ testTimeout: 60_000 });
const data = await preparedDirectory();
const settings = { HUB_DATA: data.path, HUB_PEOPLE: '0' };
const file = join(data.path, 'housing.graphql');
let hub: HubProcess;
let url: string;
let housing: Housing;

/** What is printed from now on, when it matches. */
function printed(expected: RegExp): () => Promise<string> {
  const before = hub.stdout().length;
  return () =>
    eventually(async () => {
      const text = hub.stdout().slice(before);
      return expected.test(text) ? text : undefined;
    });
}

async function fieldsOfTenancy(): Promise<string[]> {
  const { data: answer } = await ask<{ __type: { fields: { name: string }[] } | null }>(
    url,
    '{ __type(name: "Tenancy") { fields { name } } }',
  );
  return answer?.__type?.fields.map(({ name }) => name) ?? [];
}

beforeAll(async () => {
  housing = await startHousing(housingSdl(), []);
  writeFileSync(file, housingSdl());
  const beside = `console.log("at", process.env.PORT, process.pid); setInterval(() => {}, 1000);
    require("node:child_process").exec("node --version", (error, version) => console.log("node", version.trim()))`;
  hub = startHubProcess(
    [
      ...['dev', '--name', 'housing', '--schema', file, '--url', housing.url],
      ...['--', process.execPath, '-e', beside],
    ],
    settings,
  );
  url = await hub.ready;
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await housing[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

it('the local subgraph belongs to the graph from the start, with nothing published', async () => {
  expect(hub.stdout()).toMatch(/^composed in \d+ ms$/m);
  expect(await fieldsOfTenancy()).toContain('startedOn');
  expect((await runHub(['subgraph', 'list'], settings)).stdout).not.toContain('housing');
});

it('a save is served without a restart', async () => {
  const composed = printed(/^composed in \d+ ms; the gateway serves it$/m);
  writeFileSync(file, housingSdl('"Number of rooms." rooms: Int'));
  await composed();
  expect(await fieldsOfTenancy()).toContain('rooms');
});

it('a mistake is told with its place, and the graph serves as before', async () => {
  const told = printed(/serves as before$/m);
  writeFileSync(file, `${housingSdl('"Floor." floor: Int')}\ntype Broken {`);
  expect(await told()).toMatch(/^error\[HUB-C001\] .*housing\.graphql:\d+:\d+ \(housing\)/m);
  expect(await fieldsOfTenancy()).toContain('rooms');

  const composed = printed(/^composed in \d+ ms; the gateway serves it$/m);
  writeFileSync(file, housingSdl('"Floor." floor: Int'));
  await composed();
  expect(await fieldsOfTenancy()).toContain('floor');
});

it('the command after -- finds the Node that runs the hub first', async () => {
  const { stdout } = hub;
  expect(stdout()).toContain(`housing | node ${process.version}`);
});

it('the command after -- runs beside it, and ends with it', async () => {
  const port = new URL(housing.url).port;
  const [, pid] = new RegExp(`^housing \\| at ${port} (\\d+)$`, 'm').exec(hub.stdout()) ?? expect.fail();
  expect(process.kill(Number(pid), 0)).toBe(true);
  expect((await hub.stop()).code).toBe(0);
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});
