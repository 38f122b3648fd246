import { isCodedError } from '../data/coded-error.ts';
import type { DeferredStep, DeferringPlan } from './deferred-plan.ts';
import type { PlanRun } from './plan-run.ts';

/** What is fetched for one deferred fragment, while it is. */
export interface DeferredFetches {
  /** With errors of its own. */
  readonly run: PlanRun;
  /** Resolves when all of it was fetched. Rejects for a defect only. */
  readonly done: Promise<void>;
}

/** A plan that runs, and what it defers. */
export interface DeferredRun {
  /** Resolves when what is not deferred was fetched. */
  readonly primary: Promise<void>;
  /** By the names of the fragments; those for which nothing is fetched are not in it. */
  readonly parts: ReadonlyMap<string, DeferredFetches>;
  /** Begins nothing more. What was begun ends by itself, at its deadline at the latest. */
  stop(): void;
}

/**
 * Runs a plan that defers something. What is deferred begins as soon as the fetches that it needs are done, which may be before
 * the rest is: only its errors are kept apart, since all of it goes into the same data.
 */
export function startDeferred(plan: DeferringPlan, run: PlanRun): DeferredRun {
  const parts = new Map<string, DeferredFetches>();
  const fetches = new Map<string, PromiseWithResolvers<void>>();
  let stopped = false;
  const fetchOf = (id: string) => {
    let fetch = fetches.get(id);
    if (!fetch) {
      fetch = Promise.withResolvers<void>();
      fetches.set(id, fetch);
    }
    return fetch;
  };
  const fetched = (id: string) => fetchOf(id).resolve();
  return {
    primary: runPlan(plan, { ...run, fetched }),
    parts,
    stop() {
      stopped = true;
    },
  };

  async function runPlan({ step, ids, deferred }: DeferringPlan, own: PlanRun): Promise<void> {
    for (const one of deferred) {
      const itsRun = { ...own, errors: [] };
      const done = runDeferred(one, itsRun);
      // Whoever awaits the part is told of it; nobody may.
      done.catch(() => {});
      parts.set(one.name, { run: itsRun, done });
    }
    try {
      await step?.(own);
    } finally {
      // A fetch of which nothing came to be asked is as done as it will be.
      for (const id of ids) fetched(id);
    }
  }

  async function runDeferred(step: DeferredStep, own: PlanRun): Promise<void> {
    await Promise.all(step.depends.map((id) => fetchOf(id).promise));
    if (stopped) return;
    try {
      await runPlan(step, own);
    } catch (error) {
      if (!isCodedError(error)) throw error;
      own.errors.push(error);
    }
  }
}
