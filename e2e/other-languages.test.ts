import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { subgraphKey } from '@throughgate/service';
import { eventually } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSubgraphProcess } from '../packages/cli/test/support/start-subgraph-process.ts';
import { ask, type HubProcess, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

// Agencies in other languages join a hub that has no Kafka: their fields, and their events over HTTP.

const data = await preparedDirectory();
const settings = { HUB_DATA: data.path, HUB_PEOPLE: '0' };
const examples = join(import.meta.dirname, '../examples');
const cleanup = new AsyncDisposableStack();
let hub: HubProcess;
let url: string;

/** CI installs Python and Go, so that there nothing is skipped. */
const lacks = (command: string, ...given: string[]) => {
  if (process.env['CI'] !== undefined) return false;
  try {
    execFileSync(command, given, { stdio: 'pipe' });
    return false;
  } catch {
    process.stderr.write(`An example is skipped: ${command} is not on the PATH\n`);
    return true;
  }
};

beforeAll(async () => {
  hub = startHubProcess(['up'], settings);
  url = await hub.ready;
  const { errors } = await ask(url, `mutation ($case: OpenCaseInput!) { openCase(input: $case) { crn } }`, {
    case: {
      idempotencyKey: 'o1',
      crn: 'X500001',
      forename: 'Ann',
      surname: 'Example',
      dateOfBirth: '1990-02-03',
      sex: 'F',
      openedOn: '2026-09-01',
      deliveryUnitCode: 'N50MANC',
    },
  });
  expect(errors).toBeUndefined();
}, 120_000);
afterAll(async () => {
  await cleanup.disposeAsync();
  await hub.stop();
  data[Symbol.dispose]();
});

const person = {
  crn: 'X500001',
  forename: 'Ann',
  surname: 'Example',
  dateOfBirth: '1990-02-03',
  sex: 'F',
};

/** Starts an example with a token of its own, publishes and verifies it, as its README and the guide say. */
async function joinHub(name: string, folder: string, command: readonly [string, ...string[]]): Promise<void> {
  const made = await runHub(
    ['token', 'create', '--name', name, '--subgraph', name, '--can', 'send'],
    settings,
  );
  expect(made.code, made.stderr).toBe(0);
  const program = cleanup.use(
    await startSubgraphProcess(command, {
      cwd: join(examples, folder),
      settings: {
        HUB_PORT: '0',
        HUB_SUBGRAPH_KEY: subgraphKey(serviceKey(), name),
        HUB_REGISTRY_URL: /^Registry: (\S+)/m.exec(hub.stdout())?.[1] ?? expect.fail(hub.stdout()),
        HUB_TOKEN: made.stdout.trim(),
        HOUSING_DATABASE: ':memory:',
        HEALTH_FILE: join(data.path, 'health.jsonl'),
      },
    }),
  );
  const contracts = ['--schema', join(examples, folder, `${name}.graphql`)];
  const events = ['--events', join(examples, folder, `${name}.asyncapi.yaml`)];
  const publish = [
    'subgraph',
    'publish',
    '--name',
    name,
    ...contracts,
    ...events,
    '--routing-url',
    program.url,
  ];
  const published = await runHub(publish, settings);
  expect(published, published.stdout + published.stderr).toMatchObject({ code: 0 });
}

function serviceKey(): string {
  return readFileSync(join(data.path, 'service-key'), 'utf8').trim();
}

interface Journey {
  offender: { journey: { edges: { node: { agency: string; title: string } }[] } } | null;
}

/** The title of the person's one event of an agency, once it shows. */
async function titleOf(agency: string): Promise<string> {
  return await eventually(async () => {
    const query = `query ($agency: String!) { offender(identifier: "X500001") {
      journey(filter: { agencies: [$agency] }) { edges { node { agency title } } } } }`;
    const { data: answer } = await ask<Journey>(url, query, { agency });
    return answer?.offender?.journey.edges[0]?.node.title;
  });
}

async function verified(name: string, folder: string): Promise<string> {
  const fixtures = join(examples, folder, 'fixtures');
  const { code, stdout, stderr } = await runHub(
    ['subgraph', 'verify', '--name', name, '--fixtures', fixtures],
    settings,
  );
  expect(code, stdout + stderr).toBe(0);
  return stdout;
}

describe('an agency', () => {
  it.skipIf(lacks('python3', '--version'))(
    'in Python has its field in the graph and its event in the journey',
    async () => {
      await joinHub('housing', 'housing-python', ['python3', '-B', 'housing.py']);
      const input = { ...person, idempotencyKey: 'k1', summary: 'Room above a shop', openedOn: '2026-11-01' };
      const opened = await eventually(async () => {
        const mutation = 'mutation ($input: OpenTenancyInput!) { openTenancy(input: $input) { id summary } }';
        const { data: answer } = await ask<{ openTenancy: { summary: string } }>(url, mutation, { input });
        return answer?.openTenancy;
      });
      expect(opened.summary).toBe('Room above a shop');
      expect(await titleOf('housing')).toBe('Tenancy opened: Room above a shop');
      const { data: answer } = await ask(url, '{ offender(identifier: "X500001") { housing { summary } } }');
      expect(answer).toEqual({ offender: { housing: [{ summary: 'Room above a shop' }] } });
      expect(await verified('housing', 'housing-python')).toContain('1 events of 1 files');
    },
  );

  it.skipIf(lacks('go', 'version'))(
    'in Go has its field in the graph and its event in the journey',
    async () => {
      const program = join(data.path, 'health-service');
      await promisify(execFile)('go', ['build', '-buildvcs=false', '-o', program, '.'], {
        cwd: join(examples, 'health-go'),
      });
      await joinHub('health', 'health-go', [program]);
      const input = { ...person, idempotencyKey: 'k1', summary: 'Talking therapy', startedOn: '2026-11-02' };
      const started = await eventually(async () => {
        const mutation =
          'mutation ($input: StartTreatmentInput!) { startTreatment(input: $input) { id summary } }';
        const { data: answer } = await ask<{ startTreatment: { summary: string } }>(url, mutation, { input });
        return answer?.startTreatment;
      });
      expect(started.summary).toBe('Talking therapy');
      expect(await titleOf('health')).toBe('Treatment started: Talking therapy');
      const { data: answer } = await ask(
        url,
        '{ offender(identifier: "X500001") { treatments { summary startedOn } } }',
      );
      expect(answer).toEqual({
        offender: { treatments: [{ summary: 'Talking therapy', startedOn: '2026-11-02' }] },
      });
      expect(await verified('health', 'health-go')).toContain('1 events of 1 files');
    },
  );
});
