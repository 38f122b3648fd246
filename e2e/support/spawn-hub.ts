import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

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
  stderr(): string;
  /** Asks it to stop, as Ctrl-C or a container's stop does, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
}

/** Starts `hub` as a person would, with settings from the environment; nothing of this process's own settings leaks in. */
export function spawnHub(arguments_: readonly string[], settings: Record<string, string> = {}): HubProcess {
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', ...arguments_], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], HUB_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
      ready.reject(new Error(`hub ${arguments_.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`));
      resolve({ code, stdout, stderr });
    });
  });
  return {
    process: child,
    ready: ready.promise,
    finished,
    stdout: () => stdout,
    stderr: () => stderr,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return finished;
    },
  };
}
