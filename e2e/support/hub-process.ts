import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Processes that have not ended. A test that fails before it stops its hub must not leave it running. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** What a run of `hub` left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `hub` process that is under way. */
export interface HubProcess {
  readonly process: ChildProcess;
  /** Resolves with the URL of its `ready` line; rejects with what it printed when it ends before. */
  readonly ready: Promise<string>;
  readonly finished: Promise<Finished>;
  stdout(): string;
  /** Asks it to stop, as Ctrl-C or a container's stop does, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
}

/** Starts `hub` as a person would, with settings from the environment; nothing of this process's own settings leaks in. */
export function startHubProcess(
  arguments_: readonly string[],
  settings: Record<string, string> = {},
): HubProcess {
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', ...arguments_], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], HUB_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  const ready = Promise.withResolvers<string>();
  ready.promise.catch(() => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const [, url] = /^ready (\S+)$/m.exec(stdout) ?? [];
    if (url !== undefined) ready.resolve(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      ready.reject(new Error(`hub ${arguments_.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`));
      resolve({ code, stdout, stderr });
    });
  });
  return {
    process: child,
    ready: ready.promise,
    finished,
    stdout: () => stdout,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return finished;
    },
  };
}

/** Runs `hub` to its end. */
export function runHub(
  arguments_: readonly string[],
  settings: Record<string, string> = {},
): Promise<Finished> {
  return startHubProcess(arguments_, settings).finished;
}

/** A fresh directory for a hub's data, removed when disposed. */
export function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'throughgate-e2e-'));
  // As root PostgreSQL runs as another user, who must reach the directory.
  chmodSync(path, 0o755);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A GraphQL answer as a client reads it. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/** Sends an operation to a gateway as any client would. */
export async function ask<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer<Data>;
}
