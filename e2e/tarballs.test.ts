import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askSigned, testDatabase } from '@throughgate/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSubgraphProcess } from '../packages/cli/test/support/start-subgraph-process.ts';

// What an integrator does who has no checkout: two tarballs, an empty folder, a subgraph that runs.

const repository = join(import.meta.dirname, '..');
const run = promisify(execFile);
/** Of this machine an integrator has how registries of packages are reached, and no setting of a hub. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(HUB_|KAFKA_|DATABASE_URL$)/.test(name)),
);

let folder: string;
let tarballs: string;
let installed: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughgate-tarballs-'));
  tarballs = join(folder, 'tarballs');
  await run(process.execPath, ['scripts/pack.ts', '--out', tarballs], { cwd: repository });
  installed = join(folder, 'empty');
  mkdirSync(installed);
  const cli = readdirSync(tarballs).find((name) => name.includes('cli')) ?? expect.fail();
  writeFileSync(
    join(installed, 'package.json'),
    JSON.stringify({ private: true, dependencies: { '@throughgate/cli': `file:${join(tarballs, cli)}` } }),
  );
  writeFileSync(
    join(installed, 'pnpm-workspace.yaml'),
    'allowBuilds: { node: true }\nstrictDepBuilds: false\n',
  );
  await install(installed);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Installs with the package manager that runs the tests, which has in store what the repository itself uses. */
async function install(directory: string): Promise<void> {
  const running = process.env['npm_execpath'] ?? '';
  const [program, ...words] = running.includes('pnpm') ? [running] : ['npx', '--yes', 'pnpm@12'];
  // A registry that does not answer must not hold npx's lock for whoever comes next.
  await run(program ?? '', [...words, 'install', '--prefer-offline'], {
    cwd: directory,
    env: environment,
    timeout: 240_000,
    killSignal: 'SIGKILL',
  });
}

const hub = (...words: string[]) =>
  run(join(installed, 'node_modules/.bin/hub'), words, {
    cwd: folder,
    env: { ...environment, PATH: `${join(installed, 'node_modules/.bin')}:${environment['PATH']}` },
  });

it('hub runs as an installed command, with the Node that comes with it', async () => {
  const { version } = JSON.parse(readFileSync(join(repository, 'packages/cli/package.json'), 'utf8'));
  const { node } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')).devDependencies;
  const { stdout } = await hub('--version');
  expect(stdout).toContain(version);
  expect(stdout).toContain(node);
  expect((await hub('explain', 'HUB-C010')).stdout).toContain('HUB-C010');
});

it('a subgraph that it writes installs, has sound types and answers', { timeout: 300_000 }, async () => {
  await hub('subgraph', 'init', 'housing');
  const directory = join(folder, 'housing');
  const { dependencies } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  expect(dependencies).toEqual({
    '@throughgate/subgraph-kit': expect.stringMatching(/^file:vendor\/.*\.tgz$/),
  });
  await install(directory);
  await run(join(directory, 'node_modules/.bin/tsc'), [], { cwd: directory });

  await using database = await testDatabase();
  await using logDatabase = await testDatabase();
  const serviceKey = 'the-key-of-this-test-has-32-letters';
  await using subgraph = await startSubgraphProcess([process.execPath, 'src/main.ts'], {
    cwd: directory,
    settings: {
      HUB_PORT: '0',
      HUB_SUBGRAPH_KEY: serviceKey,
      DATABASE_URL: database.url,
      HUB_EVENTS_DATABASE_URL: logDatabase.url,
    },
  });
  const { data } = await askSigned(
    { name: 'housing', url: subgraph.url, key: serviceKey },
    {
      query: `{ _entities(representations: [{ __typename: "Offender", id: "x", joinIdentifiers: { crns: ["X204011"] } }]) {
      ... on Offender { housing { summary } } } }`,
    },
  );
  expect(data).toEqual({ _entities: [{ housing: [{ summary: 'An example' }] }] });
});
