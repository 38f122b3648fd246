import { once } from 'node:events';
import { type NodeProcessOptions, startNode, stopNode } from './node-process.ts';
import { cpuSeconds, peakMemory } from './process-usage.ts';

/** What a child process that ran to its end used. */
export interface Finished {
  /** From its start to its end. */
  readonly seconds: number;
  /** `undefined` where they cannot be read. */
  readonly cpuSeconds: number | undefined;
  /** Bytes; `undefined` where they cannot be read. */
  readonly peakMemory: number | undefined;
}

/** How often a child's use is read, in milliseconds: what it uses after the last time is not counted. */
const readEvery = 50;

/**
 * Runs a module in a Node process of its own until it ends. Rejects with the last of what it wrote when it fails.
 * `cleanup` ends it when the benchmark ends before.
 */
export async function runChild(
  options: NodeProcessOptions,
  cleanup: AsyncDisposableStack,
): Promise<Finished> {
  const started = performance.now();
  const child = startNode(options);
  cleanup.defer(() => stopNode(child));
  const pid = child.pid ?? 0;
  let cpu: number | undefined;
  let memory: number | undefined;
  const timer = setInterval(() => {
    // Nothing can be read of a process that has ended.
    cpu = cpuSeconds(pid) ?? cpu;
    memory = peakMemory(pid) ?? memory;
  }, readEvery);
  try {
    let told = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        told = (told + chunk).slice(-4_000);
      });
    }
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`A child process ended with ${code}:\n${told}`);
    return { seconds: (performance.now() - started) / 1000, cpuSeconds: cpu, peakMemory: memory };
  } finally {
    clearInterval(timer);
  }
}
