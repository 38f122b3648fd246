import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = new URL('../src/main.ts', import.meta.url).pathname;
/** Lists the modules that a process has loaded, at its end. */
const listing = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.on('exit', () => process.stderr.write(loaded.join('\\n')));
`;

/** Names of the packages in `node_modules` from which a command loads something. */
async function packagesLoadedBy(...command: string[]): Promise<ReadonlySet<string>> {
  const listed = ['--import', `data:text/javascript,${encodeURIComponent(listing)}`];
  const { stderr } = await promisify(execFile)(process.execPath, [...listed, main, ...command]);
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
