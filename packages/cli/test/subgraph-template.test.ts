import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { verifySubgraph } from '@throughgate/conformance';
import { recordId } from '@throughgate/domain';
import { createPostgresEventLog, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { askSigned, testDatabase } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initSubgraph } from '../src/commands/subgraph/init.ts';
import { readSupergraphConfig } from '../src/input/read-supergraph-config.ts';
import { packageWords } from '../src/templates/package-words.ts';
import { type OwnRegistry, startOwnRegistry } from './support/own-registry.ts';
import { startSubgraphProcess } from './support/start-subgraph-process.ts';

const repository = join(import.meta.dirname, '../../..');
const serviceKey = 'the-key-of-this-test-has-32-letters';

let folder: string;
let registry: OwnRegistry;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughgate-init-'));
  registry = await startOwnRegistry();
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Writes a subgraph and links what `pnpm install` would, by the paths in its package.json. */
function write(name: string, schemaOnly = false): string {
  const directory = join(folder, `${name}${schemaOnly ? '-contracts' : ''}`);
  initSubgraph(name, { directory, schemaOnly });
  if (schemaOnly) return directory;
  const { dependencies } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const links = Object.entries(dependencies).map(([module, path]) => [
    module,
    join(directory, path.replace('link:', '')),
  ]);
  const types = [['@types/node', join(repository, 'node_modules/@types/node')]];
  for (const [module = '', target = ''] of [...links, ...types]) {
    const link = join(directory, 'node_modules', module);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link);
  }
  return directory;
}

it.each(['housing', 'mental-health', 'adult-education'])(
  'passes every check of the registry as it is: %s',
  async (name) => {
    const [proposal] = await readSupergraphConfig(join(write(name, true), 'subgraph.yaml'));
    const { success, findings, tasks } = await registry.client.check({
      subgraphs: [proposal ?? expect.fail()],
    });
    expect(findings.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    expect(success).toBe(true);
    expect(new Set(Object.values(tasks).map(({ status }) => status))).toEqual(new Set(['PASSED']));
  },
);

describe('a new subgraph in TypeScript', () => {
  let directory: string;
  beforeAll(() => {
    directory = write('housing');
  });

  it('runs, does what the gateway relies on, and tells of a change', async () => {
    await using database = await testDatabase();
    await using logDatabase = await testDatabase();
    const settings = {
      HUB_PORT: '0',
      HUB_SUBGRAPH_KEY: serviceKey,
      DATABASE_URL: database.url,
      HUB_EVENTS_DATABASE_URL: logDatabase.url,
    };
    const command = [process.execPath, 'src/main.ts'] as const;
    await using subgraph = await startSubgraphProcess([...command], { cwd: directory, settings });
    const { data, errors } = await askSigned(
      { name: 'housing', url: subgraph.url, key: serviceKey },
      {
        query: 'mutation ($input: CloseTenancyInput!) { closeTenancy(input: $input) { crn closedOn } }',
        variables: {
          input: {
            idempotencyKey: 'test-1',
            crn: 'x590128',
            id: recordId('housing', 'example-2'),
            closedOn: '2026-10-31',
          },
        },
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ closeTenancy: { crn: 'X590128', closedOn: '2026-10-31' } });
    // What the guide has people do next (docs/integrators.md, part 1, step 6): the fixtures still hold.
    const opened = await askSigned(
      { name: 'housing', url: subgraph.url, key: serviceKey },
      {
        query: 'mutation ($input: OpenTenancyInput!) { openTenancy(input: $input) { summary } }',
        variables: {
          input: {
            ...{ idempotencyKey: 'guide-1', crn: 'X204011', forename: 'Jack', surname: 'Cooper', sex: 'M' },
            ...{ dateOfBirth: '1996-04-14', summary: 'Room in a shared house', openedOn: '2026-11-01' },
          },
        },
      },
    );
    expect(opened).toEqual({ data: { openTenancy: { summary: 'Room in a shared house' } } });

    const log = createPostgresEventLog({ databaseUrl: logDatabase.url, logger: createLogger('fatal') });
    await using _ = { [Symbol.asyncDispose]: () => log.close() };
    const onLog = async () =>
      (await log.lag('test', [topicOf('housing')])).reduce((sum, { end }) => sum + Number(end), 0);
    await expect.poll(onLog, { timeout: 20_000 }).toBe(4);
    const [proposal = expect.fail()] = await readSupergraphConfig(join(directory, 'subgraph.yaml'));
    const { checks } = await verifySubgraph({
      name: 'housing',
      url: subgraph.url,
      fixtures: join(directory, 'fixtures'),
      published: { sdl: proposal.schema.text, path: proposal.schema.path },
      events: { log, sources: proposal.events },
      serviceKey,
      maxLatency: 60_000,
    });
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    const skipped = checks.filter(({ status }) => status === 'skipped');
    expect(skipped.map(({ area, subject }) => `${area} of ${subject}`)).toEqual([
      'unknown keys of Offender by id',
    ]);
    expect(checks.find(({ area }) => area === 'events')?.note).toBe('4 events of 2 files');
  });

  it('has sound types, by its own tsconfig.json', { timeout: 120_000 }, async () => {
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    const run = promisify(execFile)(process.execPath, [compiler], { cwd: directory });
    await expect(run.catch((error: { stdout: string }) => error)).resolves.toMatchObject({ stdout: '' });
  });
});

it('overwrites nothing, and says what is in the way', () => {
  const directory = join(folder, 'health');
  mkdirSync(join(directory, 'src'), { recursive: true });
  writeFileSync(join(directory, 'src/main.ts'), 'mine');
  expect(() => initSubgraph('health', { directory, schemaOnly: false })).toThrow(
    `Nothing was written: in ${directory} there are already src/main.ts.`,
  );
  expect(readFileSync(join(directory, 'src/main.ts'), 'utf8')).toBe('mine');
  initSubgraph('health', { directory, schemaOnly: true });
  expect(() => initSubgraph('health', { directory, schemaOnly: true })).toThrow('README.md');
});

it('joins the workspace inside the repository, and links the hub outside of it', () => {
  const inside = packageWords('housing', join(repository, 'subgraphs/housing'));
  expect([inside['package'], inside['kit']]).toEqual(['@throughgate/housing', 'workspace:*']);
  const outside = packageWords('housing', join(repository, '../housing'));
  expect(outside['package']).toBe('housing');
  expect(outside['kit']).toMatch(/^link:\.\.\/[^/]+\/packages\/subgraph-kit$/);
});
