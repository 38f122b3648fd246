import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type NodeProcessOptions, startNode, stopNode } from './node-process.ts';
import { cpuSeconds, peakMemory } from './process-usage.ts';

/** What a child process is started with. */
export interface ChildOptions extends NodeProcessOptions {
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
  /** Most memory that it and its children have had resident so far, in bytes; `undefined` where that cannot be read. */
  peakMemory(): number | undefined;
  /** Asks it to end and waits until it has; kills it when it does not. */
  stop(): Promise<void>;
}

/**
 * Starts a module in a Node process of its own and waits for the line `ready …` on its standard output.
 * Rejects with the last lines that it wrote when it ends before that or takes too long. `cleanup` ends it, also
 * when the benchmark is interrupted before it is ready.
 */
export async function startChild(options: ChildOptions, cleanup: AsyncDisposableStack): Promise<Child> {
  const child = startNode(options);
  cleanup.defer(() => stopNode(child));
  const { startTime = 60_000 } = options;
  const ready = await readiness(child, startTime);
  const pid = child.pid ?? 0;
  return {
    pid,
    ready,
    cpuSeconds: () => cpuSeconds(pid),
    peakMemory: () => peakMemory(pid),
    stop: () => stopNode(child),
  };
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
