import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OperatorError } from '@throughgate/service';
import { expect, test } from 'vitest';
import { hubSecrets, lockDataDirectory } from '../src/index.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** Starts a process that locks a directory and waits; resolves with its first line, `locked` or the refusal. */
async function locker(directory: string) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '--eval',
      `import { lockDataDirectory } from ${JSON.stringify(join(import.meta.dirname, '../src/data-directory/lock-data-directory.ts'))};
       try { lockDataDirectory(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 60_000); }
       catch (error) { console.log(error.message); }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as string[];
  return { child, line };
}

test('a second hub on the same data directory is told who uses it', async () => {
  using directory = temporaryDirectory();
  const first = await locker(directory.path);
  expect(first.line).toBe('locked');
  const attempt = () => lockDataDirectory(directory.path);
  expect(attempt).toThrow(OperatorError);
  expect(attempt).toThrow(`process ${first.child.pid}`);
  expect(attempt).toThrow('HUB_DATA');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const lock = lockDataDirectory(directory.path);
  expect((await locker(directory.path)).line).toContain(`process ${process.pid}`);
  lock.release();
  lock.release();
  const last = await locker(directory.path);
  expect(last.line).toBe('locked');
  // A lock given back is not taken from its next holder.
  lock.release();
  expect(attempt).toThrow(`process ${last.child.pid}`);
  last.child.kill('SIGKILL');
  await once(last.child, 'exit');
});

test('a lock whose pid now belongs to another process counts for nothing', () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'hub.pid'), `${process.pid}\nsome other start\n`);
  lockDataDirectory(directory.path).release();
  expect(readdirSync(directory.path)).toEqual([]);
});

test('of many that start at once exactly one gets the directory, after a crash too', async () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'hub.pid'), '999999999\nlong gone\n');
  const lockers = await Promise.all(Array.from({ length: 4 }, () => locker(directory.path)));
  expect(lockers.filter(({ line }) => line === 'locked')).toHaveLength(1);
  for (const { child } of lockers)
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
});

test('secrets are made once, for their owner only, and settings come first', () => {
  using directory = temporaryDirectory();
  const data = join(directory.path, 'new', 'hub');
  const made = hubSecrets(data);
  expect(made.serviceKey).toMatch(/^[\w-]{43}$/);
  expect(made.databaseSecret).not.toBe(made.serviceKey);
  expect(hubSecrets(data)).toEqual(made);
  const given = 'a secret that was given, of more than 32 characters';
  expect(hubSecrets(data, { serviceKey: ` ${given}\n` })).toEqual({ ...made, serviceKey: given });
  for (const file of readdirSync(data)) expect(statSync(join(data, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(data, 'service-key'), 'utf8').trim()).toBe(made.serviceKey);

  using other = temporaryDirectory();
  hubSecrets(other.path, { serviceKey: given, databaseSecret: given });
  expect(readdirSync(other.path)).toEqual([]);
});

test.each([
  ['empty', ''],
  ['blank', ' \n\n'],
  ['cut off', 'Zm9yIHRoZSB0ZX'],
  ['full of zeros', '\0'.repeat(44)],
])('a secret in a file that is %s is refused, and the file is named and kept', (_name, text) => {
  for (const file of ['service-key', 'database-secret']) {
    using directory = temporaryDirectory();
    hubSecrets(directory.path);
    const path = join(directory.path, file);
    writeFileSync(path, text);
    expect(() => hubSecrets(directory.path)).toThrow(OperatorError);
    expect(() => hubSecrets(directory.path)).toThrow(path);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});

test.each(['serviceKey', 'databaseSecret'] as const)('a short %s that was given is refused', (name) => {
  using directory = temporaryDirectory();
  const variable = name === 'serviceKey' ? 'HUB_SERVICE_KEY' : 'HUB_DATABASE_SECRET';
  expect(() => hubSecrets(directory.path, { [name]: 'short-s3cret' })).toThrow(
    `${variable} has 12 characters`,
  );
});
