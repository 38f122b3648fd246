import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifySubgraph } from '@throughgate/conformance';
import { askSigned } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraphConfig } from '../src/input/read-supergraph-config.ts';
import { examplePerson } from './support/example-person.ts';
import { startHubDouble } from './support/hub-double.ts';
import { type OwnRegistry, startOwnRegistry } from './support/own-registry.ts';
import { sentEvents } from './support/sent-events.ts';
import { type SubgraphProcess, startSubgraphProcess } from './support/start-subgraph-process.ts';

const directory = join(import.meta.dirname, '../../../examples/health-go');
const serviceKey = 'the-key-of-this-test-has-32-letters';

/** CI installs Go, so that there nothing is skipped. */
const skip = process.env['CI'] === undefined && !hasGo();

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    process.stderr.write('Tests of the Go example skipped: go is not on the PATH (Debian: golang-go)\n');
    return false;
  }
}

describe.skipIf(skip)('the subgraph in Go', () => {
  const cleanup = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'throughgate-go-'));
  cleanup.defer(() => rmSync(home, { recursive: true }));
  const program = join(home, 'health');
  let registry: OwnRegistry;
  let token: string;

  beforeAll(async () => {
    const go = (...given: string[]) => promisify(execFile)('go', given, { cwd: directory });
    // Both compile; the second finds most of it done.
    await go('build', '-buildvcs=false', '-o', program, '.');
    await go('test', '-buildvcs=false', './...');
    registry = cleanup.use(await startOwnRegistry());

    ({ token } = await registry.client.createToken({ name: 'health', subgraphs: ['health'], can: ['send'] }));
  }, 240_000);
  afterAll(() => cleanup.disposeAsync());

  const start = (settings: Record<string, string> = {}) =>
    startSubgraphProcess([program], {
      cwd: directory,
      settings: {
        HUB_PORT: '0',
        HUB_SUBGRAPH_KEY: serviceKey,
        HEALTH_FILE: join(home, 'health.jsonl'),
        ...settings,
      },
    });

  it('does what the gateway relies on', async () => {
    await using subgraph = await start();
    const [proposal = expect.fail()] = await readSupergraphConfig(join(directory, 'subgraph.yaml'));
    const { checks } = await verifySubgraph({
      name: 'health',
      url: subgraph.url,
      fixtures: join(directory, 'fixtures'),
      published: { sdl: proposal.schema.text, path: proposal.schema.path },
      serviceKey,
      maxLatency: 60_000,
    });
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(checks.filter(({ status }) => status === 'passed').map(({ area }) => area)).toEqual([
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

  it('sends each event once and in order, through a hub that is down, that forgets to answer, and a restart', async () => {
    const proposals = await readSupergraphConfig(join(directory, 'subgraph.yaml'));
    const { published, check } = await registry.client.publish({ subgraphs: proposals });
    expect(published, JSON.stringify(check.findings)).toBe(true);
    await using hub = await startHubDouble(registry.url);
    hub.answer('nothing', 'unavailable', 'lost');
    const settings = { HUB_REGISTRY_URL: hub.url, HUB_TOKEN: token };
    const begin = async (subgraph: SubgraphProcess, idempotencyKey: string, more = {}) =>
      await askSigned(
        { name: 'health', url: subgraph.url, key: serviceKey },
        {
          query: 'mutation ($input: StartTreatmentInput!) { startTreatment(input: $input) { id crn } }',
          variables: {
            input: {
              idempotencyKey,
              ...examplePerson,
              summary: 'Talking therapy',
              startedOn: '2026-11-01',
              ...more,
            },
          },
        },
      );
    {
      await using subgraph = await start(settings);
      const first = await begin(subgraph, 'k1');
      expect(first).toMatchObject({ data: { startTreatment: { crn: 'X204011' } } });
      expect(await begin(subgraph, 'k1')).toEqual(first);
      expect((await begin(subgraph, 'k2', { crn: 'nobody' })).errors?.[0]?.message).toContain('crn must be');
      await hub.reached(3);
    }
    await using subgraph = await start(settings);
    await begin(subgraph, 'k2');
    const events = () => sentEvents(registry.eventLog, 'health');
    await expect.poll(async () => (await events()).length, { timeout: 30_000 }).toBe(2);
    expect((await events()).map(({ key, version, type }) => [key, version, type])).toEqual([
      ['X204011', 1, 'health.treatment.started'],
      ['X204011', 2, 'health.treatment.started'],
    ]);
  });
});
