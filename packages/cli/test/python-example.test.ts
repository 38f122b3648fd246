import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { verifySubgraph } from '@throughgate/conformance';
import { askSigned } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraphConfig } from '../src/input/read-supergraph-config.ts';
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
      settings: { HUB_PORT: '0', HUB_SERVICE_KEY: serviceKey },
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
    const { data, errors } = await askSigned(subgraph.url, serviceKey, {
      query: `
        query Journey__housing__0($people: [_Any!]!, $short: Boolean! = true) {
          _entities(representations: $people) {
            ... on Offender { homes: housing { ...Home } }
            ... on Offender { homes: housing { crn @skip(if: $short) closedOn @include(if: $short) } }
          }
          one: tenancy(id: "t-2") { __typename id }
        }
        fragment Home on Tenancy { id, openedOn }`,
      variables: { people: [{ __typename: 'Offender', id: 'x', identifiers: { crns: ['X204011'] } }] },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      _entities: [{ homes: [{ id: 't-1', openedOn: '2026-10-01', closedOn: null }] }],
      one: { __typename: 'Tenancy', id: 't-2' },
    });
  });

  it('refuses a request that was signed for another body, or with another key', async () => {
    const ask = (key: string) => askSigned(subgraph.url, key, { query: '{ __typename }' });
    expect((await ask(serviceKey)).data).toEqual({ __typename: 'Query' });
    expect((await ask('another-key-of-thirty-two-letters')).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });
});
