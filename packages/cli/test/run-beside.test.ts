import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const module = join(import.meta.dirname, '../src/dev/run-beside.ts');

/** Runs a command beside a process of its own until it has ended; returns what was printed on standard error. */
async function beside(command: readonly string[]): Promise<string> {
  const script = `import { runBeside } from ${JSON.stringify(module)};
    runBeside({ name: 'housing', command: ${JSON.stringify(command)}, environment: {} });`;
  const words = ['--input-type=module', '--eval', script];
  const { stderr } = await promisify(execFile)(process.execPath, words);
  return stderr;
}

it('says so when the command ends at once, and what to do', async () => {
  expect(await beside(['node', '--eval', 'process.exit(9)'])).toMatch(
    /housing \| node ended with 9 at once: "node --eval process\.exit\(9\)" does not run.*--url/,
  );
});

it('says so when there is no such command', async () => {
  expect(await beside(['there-is-no-such-command'])).toMatch(/could not be started: .*ENOENT.*at once/);
});
