import { extname } from 'node:path';
import type { CheckInput } from '@throughgate/checks';
import { Piscina } from 'piscina';
import { RegistryError } from '../registry-error.ts';
import type { CheckExtent, CheckedChange, CheckTask } from './check-change.ts';
import { rememberCompositions } from './remember-compositions.ts';

/** How checks are run. */
export interface CheckWorkerOptions {
  /** Checks that run at once, each in a thread of its own. @default 2 */
  readonly threads?: number;
  /** Milliseconds until a check is given up, the wait for a thread included. @default 120000 */
  readonly timeLimit?: number;
  /** Most heap of a thread, in MiB: a larger schema ends its check and not the process. @default 1536 */
  readonly memoryLimit?: number;
  /** Milliseconds without a check until a thread ends and gives its memory back. @default 60000 */
  readonly idleTimeout?: number;
  /** Module whose default export is the work. @default the checks; tests give another */
  readonly task?: URL;
}

/** Runs checks off the main thread, which goes on answering. */
export interface CheckWorker {
  /** Milliseconds until a check is given up. */
  readonly timeLimit: number;
  /** Raises HUB-C053 when the check took too long or too much memory; the next check has a fresh thread. */
  run(input: CheckInput, extent: CheckExtent): Promise<CheckedChange>;
  /** Ends the threads; checks at work are given up. */
  close(): Promise<void>;
}

/** Most checks that wait for a thread: beyond it a caller is told at once rather than after the time limit. */
const mostWaiting = 200;

/** Creates the threads' pool. A thread starts, and loads the checks, with the first check that needs it. */
export function createCheckWorker(options: CheckWorkerOptions = {}): CheckWorker {
  const { threads = 2, timeLimit = 120_000, memoryLimit = 1_536, idleTimeout = 60_000 } = options;
  const { task = new URL(`./check-change${extname(import.meta.url)}`, import.meta.url) } = options;
  const pool = new Piscina<CheckTask, CheckedChange>({
    filename: task.href,
    minThreads: 0,
    maxThreads: threads,
    maxQueue: mostWaiting,
    idleTimeout,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
  });
  const compositions = rememberCompositions();
  return {
    timeLimit,
    async run(input, extent) {
      const signal = AbortSignal.timeout(timeLimit);
      try {
        const composition = compositions.find(input);
        const checked = await pool.run({ input: { ...input, composition }, extent }, { signal });
        compositions.keep(input, checked.composition);
        return checked;
      } catch (error) {
        const reason = signal.aborted ? `${timeLimit / 1_000} s were not enough` : reasonOf(error);
        if (reason === undefined) throw error;
        const detail = `The checks were given up: ${reason}. Nothing was published.`;
        throw new RegistryError('HUB-C053', 503, detail, [], { cause: error });
      }
    },
    close: () => pool.destroy(),
  };

  function reasonOf(error: unknown): string | undefined {
    if (!(error instanceof Error)) return undefined;
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `${memoryLimit} MiB of memory were not enough`;
    if (error.message.includes('queue is at limit')) return 'too many other checks wait';
    if (error instanceof RangeError) return 'the schema is nested too deeply';
    return undefined;
  }
}
