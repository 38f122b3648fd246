import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { QueryPlan } from '@apollo/query-planner';
import { OperatorError } from '@throughgate/service';
import { type DocumentNode, GraphQLError, print } from 'graphql';
import { Piscina } from 'piscina';
import type { PlanOutcome, PlanTask } from './plan-task.ts';
import type { PlannedSupergraph } from './planner.ts';
import { tooComplex } from './too-complex.ts';

/** How a planning thread is run. */
export interface PlanningThreadOptions {
  /** Milliseconds until a plan is given up, the wait for the thread included. @default 30000 */
  readonly timeLimit?: number;
  /** Most heap of the thread, in MiB: an operation that needs more ends its plan and not the process. @default 512 */
  readonly memoryLimit?: number;
  /** Milliseconds without a plan until the thread ends and gives its memory back. @default 60000 */
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
   * @returns `undefined` when the thread cannot be used
   *
   * Raises `OperatorError` when the supergraph cannot be planned over; see `createPlanner`.
   */
  load(supergraph: string): Promise<ThreadPlanner | undefined>;
  /** Ends the thread; plans that are being made are given up. */
  close(): Promise<void>;
}

/** A supergraph for which a planning thread was ready. It makes itself ready again when it has ended since. */
export interface ThreadPlanner {
  readonly planned: PlannedSupergraph;
  /**
   * Plans an operation.
   *
   * @returns `undefined` when the thread cannot be used
   *
   * Raises `GraphQLError`: `BAD_USER_INPUT` or `GRAPHQL_VALIDATION_FAILED` when the planner refuses the operation or takes too
   * much time or memory for it, and `PLANNING_BUSY` when too many others wait. An assertion of the planner is raised as it is.
   */
  plan(document: DocumentNode, operationName: string | undefined): Promise<QueryPlan | undefined>;
}

/** Milliseconds that a thread may take to make itself ready for a supergraph: a second or two, where it has a core. */
const loadLimit = 120_000;

/** Creates a {@link PlanningThread}. The thread itself starts with what it is first asked for, and again after it died. */
export function createPlanningThread(options: PlanningThreadOptions = {}): PlanningThread {
  const { timeLimit = 30_000, memoryLimit = 512, idleTimeout = 60_000, mostWaiting = 500 } = options;
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
      const id = createHash('sha256').update(supergraph).digest('base64');
      const outcome = await run({ id, supergraph });
      if (!outcome) return undefined;
      if ('unusable' in outcome) throw new OperatorError(outcome.unusable);
      if (!('ready' in outcome)) return undefined;
      let again: Promise<unknown> | undefined;
      const reload = () => {
        again ??= run({ id, supergraph }).finally(() => {
          again = undefined;
        });
        return again;
      };
      return { planned: outcome.ready, plan: (...operation) => plan(id, reload, ...operation) };
    },
    close: () => pool.destroy(),
  };

  async function plan(
    id: string,
    reload: () => Promise<unknown>,
    document: DocumentNode,
    operationName: string | undefined,
  ): Promise<QueryPlan | undefined> {
    const task: PlanTask = { id, document: textOf(document), operationName };
    let outcome = await run(task);
    if (outcome && 'unknown' in outcome) {
      await reload();
      outcome = await run(task);
    }
    if (!outcome) return undefined;
    if ('plan' in outcome) return outcome.plan;
    if ('failed' in outcome) throw Object.assign(new Error(), outcome.failed);
    if (!('refused' in outcome)) return undefined;
    const { message, code } = outcome.refused;
    throw new GraphQLError(message, { extensions: { code } });
  }

  async function run(work: PlanTask): Promise<PlanOutcome | undefined> {
    if ('document' in work && queue.size > mostWaiting) throw busy();
    const signal = AbortSignal.timeout('document' in work ? timeLimit : loadLimit);
    queue.set(work, queue.size === 0 ? performance.now() : undefined);
    try {
      return await pool.run(work, { signal });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if ('document' in work) {
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
