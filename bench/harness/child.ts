import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cpuSeconds, peakMemory } from './process-usage.ts';

/** What a child process is started with. */
export interface ChildOptions {
  /** Module to run, a `file:` URL or a path. */
  readonly module: string;
  readonly arguments?: readonly string[];
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags for Node itself. @default none */
  readonly nodeFlags?: readonly string[];
  /** Core to which it is pinned, where the machine has one to spare and can pin. @default any */
  readonly core?: number;
  /** Longest wait until it is ready, in milliseconds. @default 60000 */
  readonly startTime?: number;
}

/** A child process that said it was ready. */
export interface Child {
  readonly pid: number;
  /** What it said after `ready`: usually where it listens. */
  readonly ready: string;
  /** CPU seconds that it has used so far; `undefined` where they cannot be read. */
  cpuSeconds(): number | undefined;
  /** Most memory that it has had resident so far, in bytes; `undefined` where that cannot be read. */
  peakMemory(): number | undefined;
  /** Asks it to end and waits until it has; kills it when it does not. */
  stop(): Promise<void>;
}

/** How long a child may take to end when asked, in milliseconds. */
const stopTime = 30_000;

/**
 * Starts a module in a Node process of its own and waits for the line `ready …` on its standard output.
 * Rejects with the last of what it wrote to standard error when it ends before that or takes too long.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const child = run(options);
  const { startTime = 60_000 } = options;
  try {
    const ready = await readiness(child, startTime);
    const pid = child.pid ?? 0;
    return {
      pid,
      ready,
      cpuSeconds: () => cpuSeconds(pid),
      peakMemory: () => peakMemory(pid),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function run({
  module,
  arguments: given = [],
  environment,
  nodeFlags = [],
  core,
}: ChildOptions): ChildProcess {
  const path = module.startsWith('file:') ? fileURLToPath(module) : module;
  const command = [process.execPath, ...nodeFlags, path, ...given];
  const pinned = core !== undefined && existsSync('/usr/bin/taskset') && core < availableParallelism();
  const [program = '', ...rest] = pinned ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(program, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function readiness(child: ChildProcess, time: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const told: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (told.push(line) > 20) told.shift();
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
  }
  const failed = (why: string) => reject(new Error(`A child process ${why}:\n${told.join('\n')}`));
  child.once('error', reject);
  child.once('exit', (code) => failed(`ended with ${code} before it was ready`));
  const timer = setTimeout(() => failed(`was not ready within ${time} ms`), time);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTime);
  await exited;
  clearTimeout(timer);
}
