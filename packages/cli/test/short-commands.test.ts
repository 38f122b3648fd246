import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = new URL('../src/main.ts', import.meta.url).pathname;
/** Lists the modules that a process has loaded, at its end. */
const listing = `
  import { registerHooks } from 'node:module';
  import { isMainThread } from 'node:worker_threads';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  if (isMainThread) process.on('exit', () => process.stderr.write(loaded.join('\\n')));
`;

const listed = ['--import', `data:text/javascript,${encodeURIComponent(listing)}`];

/** Names of the packages in `node_modules` from which a command loads something. */
async function packagesLoadedBy(...command: string[]): Promise<ReadonlySet<string>> {
  const { stderr } = await promisify(execFile)(process.execPath, [...listed, main, ...command]);
  return packagesIn(stderr);
}

function packagesIn(stderr: string): ReadonlySet<string> {
  const names = [...stderr.matchAll(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(
    ([, name]) => name ?? '',
  );
  return new Set(names);
}

it('help loads what reads a command line, and no server, no calendar and no composition', async () => {
  const needed = ['@commander-js/extra-typings', 'commander', 'fastest-levenshtein', 'zod'];
  expect([...(await packagesLoadedBy('subgraph', 'check', '--help'))].sort()).toEqual(needed);
});

it('the settings are listed without more', async () => {
  const needed = ['@commander-js/extra-typings', 'commander', 'fastest-levenshtein', 'zod'];
  expect([...(await packagesLoadedBy('config'))].sort()).toEqual(needed);
});

it('a gateway alone loads no planner on the thread that answers, no event log and no client for TLS', async () => {
  const supergraph = fileURLToPath(new URL('../../../schemas/supergraph.graphql', import.meta.url));
  const command = [...listed, main, 'gateway', '--supergraph', supergraph, '--port', '0'];
  const environment = { ...process.env, HUB_ISSUER: 'http://127.0.0.1:9', HUB_AUDIENCE: 'hub' };
  const child = spawn(process.execPath, command, { env: environment });
  const told = text(child.stderr);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const loaded = packagesIn(await told);
  expect(loaded).toContain('fastify');
  for (const unneeded of [
    '@apollo/federation-internals',
    '@apollo/query-planner',
    'kafkajs',
    'pg',
    'undici',
  ]) {
    expect(loaded).not.toContain(unneeded);
  }
});
