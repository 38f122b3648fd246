import { extname } from 'node:path';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, print } from 'graphql';
import { Piscina } from 'piscina';
import type { PlanOutcome, PlanTask } from './plan-task.ts';
import { tooComplex } from './query-planner.ts';

/** How a planning thread is run. */
export interface PlanningThreadOptions {
  /** Milliseconds until a plan is given up, the wait for the thread included. @default 30000 */
  readonly timeLimit?: number;
  /** Most heap of the thread, in MiB: an operation that needs more ends its plan and not the process. @default 512 */
  readonly memoryLimit?: number;
  /** Milliseconds without a plan until the thread ends and gives its memory back. @default 600000 */
  readonly idleTimeout?: number;
  /** Most operations that wait for their plan. @default 500 */
  readonly mostWaiting?: number;
  /** Module whose default export is the work. @default the planner; tests give another */
  readonly task?: URL;
  /** Told that the thread could not be used, so that plans are made on the main thread. */
  readonly onUnavailable?: (reason: Error) => void;
}

/** Makes plans off the main thread, which answers requests meanwhile. All supergraphs of a process share it. */
export interface PlanningThread {
  /**
   * Makes the thread ready for a supergraph.
   *
   * @returns false when the thread cannot be used for it
   */
  load(supergraph: string): Promise<boolean>;
  /**
   * Plans an operation.
   *
   * @returns `undefined` when the thread cannot be used
   *
   * Raises `GraphQLError`: `BAD_USER_INPUT` or `GRAPHQL_VALIDATION_FAILED` when the planner refuses the operation or takes too
   * much time or memory for it, and `PLANNING_BUSY` when too many others wait. An assertion of the planner is raised as it is.
   */
  plan(
    supergraph: string,
    document: DocumentNode,
    operationName: string | undefined,
  ): Promise<QueryPlan | undefined>;
  /** Ends the thread; plans that are being made are given up. */
  close(): Promise<void>;
}

/** Creates a {@link PlanningThread}. The thread itself starts with what it is first asked for, and again after it died. */
export function createPlanningThread(options: PlanningThreadOptions = {}): PlanningThread {
  const { timeLimit = 30_000, memoryLimit = 512, idleTimeout = 600_000, mostWaiting = 500 } = options;
  const { task = new URL(`./plan-task${extname(import.meta.url)}`, import.meta.url), onUnavailable } =
    options;
  const pool = new Piscina<PlanTask, PlanOutcome>({
    filename: task.href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout,
    // Without a bound for new objects the thread takes 115 MiB for a supergraph with which it needs 75.
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit, maxYoungGenerationSizeMb: 8 },
  });

  /** What is being done, which is the first, and what waits, in order; with when it became the first. */
  const queue = new Map<PlanTask, number | undefined>();

  return {
    async load(supergraph) {
      const outcome = await run({ supergraph });
      return outcome !== undefined && 'ready' in outcome && outcome.ready;
    },
    async plan(supergraph, document, operationName) {
      const outcome = await run({ supergraph, document: textOf(document), operationName });
      if (!outcome || 'ready' in outcome) return undefined;
      if ('plan' in outcome) return outcome.plan;
      if ('failed' in outcome) throw Object.assign(new Error(), outcome.failed);
      const { message, code } = outcome.refused;
      throw new GraphQLError(message, { extensions: { code } });
    },
    close: () => pool.destroy(),
  };

  async function run(work: PlanTask): Promise<PlanOutcome | undefined> {
    if (work.document !== undefined && queue.size > mostWaiting) throw busy();
    const signal = AbortSignal.timeout(timeLimit);
    queue.set(work, queue.size === 0 ? performance.now() : undefined);
    try {
      return await pool.run(work, { signal });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (work.document !== undefined) {
        if (signal.aborted) throw hadItsTime(work) ? tooComplex(error) : busy();
        if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') throw tooComplex(error);
      }
      onUnavailable?.(error);
      return undefined;
    } finally {
      queue.delete(work);
      const [next] = queue;
      if (next && next[1] === undefined) queue.set(next[0], performance.now());
    }
  }

  /** Whether a plan that is given up was made for most of the time, and did not wait for it. */
  function hadItsTime(work: PlanTask): boolean {
    const since = queue.get(work);
    return since !== undefined && performance.now() - since > timeLimit / 2;
  }
}

function textOf(document: DocumentNode): string {
  try {
    return print(document);
  } catch (error) {
    throw error instanceof RangeError ? tooComplex(error) : error;
  }
}

function busy(): GraphQLError {
  return new GraphQLError('Too many new operations wait to be planned. Try again in a moment.', {
    extensions: { code: 'PLANNING_BUSY', http: { status: 503, headers: { 'retry-after': '1' } } },
  });
}
