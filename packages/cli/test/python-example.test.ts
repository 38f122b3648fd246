import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifySubgraph } from '@throughgate/conformance';
import { askSigned } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraphConfig } from '../src/input/read-supergraph-config.ts';
import { examplePerson } from './support/example-person.ts';
import { startHubDouble } from './support/hub-double.ts';
import { startOwnRegistry } from './support/own-registry.ts';
import { sentEvents } from './support/sent-events.ts';
import { type SubgraphProcess, startSubgraphProcess } from './support/start-subgraph-process.ts';

const directory = join(import.meta.dirname, '../../../examples/housing-python');
const serviceKey = 'the-key-of-this-test-has-32-letters';

/** CI installs Python, so that there nothing is skipped. */
const skip = process.env['CI'] === undefined && !hasPython();

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(skip)('the subgraph in Python', () => {
  let subgraph: SubgraphProcess;
  beforeAll(async () => {
    subgraph = await startSubgraphProcess(['python3', '-B', 'housing.py'], {
      cwd: directory,
      settings: { HUB_PORT: '0', HUB_SUBGRAPH_KEY: serviceKey, HOUSING_DATABASE: ':memory:' },
    });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it('does what the gateway relies on', async () => {
    const [proposal = expect.fail()] = await readSupergraphConfig(join(directory, 'subgraph.yaml'));
    const { checks } = await verifySubgraph({
      name: 'housing',
      url: subgraph.url,
      fixtures: join(directory, 'fixtures'),
      published: { sdl: proposal.schema.text, path: proposal.schema.path },
      serviceKey,
      maxLatency: 60_000,
    });
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    const passed = checks.filter(({ status }) => status === 'passed');
    expect(passed.map(({ area }) => area)).toEqual([
      'endpoint',
      'schema',
      'entities',
      'latency',
      'requires',
      'latency',
      'entities',
      'unknown keys',
      'latency',
      'errors',
      'signature',
    ]);
  });

  it('answers aliases, fragments, and fields asked for twice, as a gateway may write them', async () => {
    const { data, errors } = await askSigned(
      { name: 'housing', url: subgraph.url, key: serviceKey },
      {
        query: `
        query Journey__housing__0($people: [_Any!]!, $short: Boolean! = true) {
          _entities(representations: $people) {
            ... on Offender { homes: housing { ...Home } }
            ... on Offender { homes: housing { crn @skip(if: $short) closedOn @include(if: $short) } }
          }
          one: tenancy(id: "t-2") { __typename id }
        }
        fragment Home on Tenancy { id, openedOn }`,
        variables: { people: [{ __typename: 'Offender', id: 'x', joinIdentifiers: { crns: ['X204011'] } }] },
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      _entities: [{ homes: [{ id: 't-1', openedOn: '2026-10-01', closedOn: null }] }],
      one: { __typename: 'Tenancy', id: 't-2' },
    });
  });

  it('refuses a request that was signed for another body, or with another key', async () => {
    const ask = (key: string) =>
      askSigned({ name: 'housing', url: subgraph.url, key }, { query: '{ __typename }' });
    expect((await ask(serviceKey)).data).toEqual({ __typename: 'Query' });
    expect((await ask('another-key-of-thirty-two-letters')).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });
});

describe.skipIf(skip)('the signature check of the subgraph in Python', () => {
  it('keeps the test vector', () => {
    execFileSync('python3', ['-B', '-m', 'unittest'], { cwd: directory, stdio: 'pipe' });
  });
});

describe.skipIf(skip)('the events of the subgraph in Python', () => {
  it('reach the log once and in order, through a hub that is down, that forgets to answer, and a restart', async () => {
    await using cleanup = new AsyncDisposableStack();
    const home = mkdtempSync(join(tmpdir(), 'throughgate-python-'));
    cleanup.defer(() => rmSync(home, { recursive: true }));
    const registry = cleanup.use(await startOwnRegistry());
    const proposals = await readSupergraphConfig(join(directory, 'subgraph.yaml'));
    const { published, check } = await registry.client.publish({ subgraphs: proposals });
    expect(published, JSON.stringify(check.findings)).toBe(true);
    const { token } = await registry.client.createToken({
      name: 'housing',
      subgraphs: ['housing'],
      can: ['send'],
    });
    const hub = cleanup.use(await startHubDouble(registry.url));
    const start = () =>
      startSubgraphProcess(['python3', '-B', 'housing.py'], {
        cwd: directory,
        settings: {
          HUB_PORT: '0',
          HUB_SUBGRAPH_KEY: serviceKey,
          HOUSING_DATABASE: join(home, 'housing.db'),
          HUB_REGISTRY_URL: hub.url,
          HUB_TOKEN: token,
        },
      });
    const open = async (subgraph: SubgraphProcess, idempotencyKey: string, more = {}) =>
      await askSigned(
        { name: 'housing', url: subgraph.url, key: serviceKey },
        {
          query: 'mutation ($input: OpenTenancyInput!) { openTenancy(input: $input) { id crn } }',
          variables: {
            input: {
              idempotencyKey,
              ...examplePerson,
              summary: 'Room in a shared house',
              openedOn: '2026-11-01',
              ...more,
            },
          },
        },
      );

    hub.answer('nothing', 'unavailable', 'lost');
    let subgraph = await start();
    const first = await open(subgraph, 'k1');
    expect(first).toMatchObject({ data: { openTenancy: { crn: 'X204011' } } });
    expect(await open(subgraph, 'k1')).toEqual(first);
    expect((await open(subgraph, 'k2', { crn: 'nobody' })).errors?.[0]?.message).toContain('crn must be');
    expect((await open(subgraph, 'k2', { openedOn: 'soon' })).errors?.[0]?.message).toContain('openedOn');
    await hub.reached(3);
    await subgraph[Symbol.asyncDispose]();
    subgraph = await start();
    cleanup.use(subgraph);
    await open(subgraph, 'k2');
    await expect
      .poll(async () => (await sentEvents(registry.eventLog, 'housing')).length, { timeout: 30_000 })
      .toBe(2);
    const records = await sentEvents(registry.eventLog, 'housing');
    expect(records.map(({ key, version, type }) => [key, version, type])).toEqual([
      ['X204011', 1, 'housing.tenancy.opened'],
      ['X204011', 2, 'housing.tenancy.opened'],
    ]);
  });
});
