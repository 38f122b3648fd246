import type { Deferral } from '../response/completion.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import { deferredParts, type ExplainedResponse, pendingPart } from './deferred-parts.ts';
import type { DeferringPlan } from './deferred-plan.ts';
import { startDeferred } from './deferred-run.ts';
import type { ExecutionAnswer } from './executor.ts';
import { createHeldErrors } from './held-errors.ts';
import type { PlanRun } from './plan-run.ts';

/** What {@link answerInParts} needs of an operation. */
export interface PartsOptions extends Pick<CompiledOperation, 'labels' | 'unauthorizedLater'> {
  /** Shapes what is not deferred. */
  first(): ExplainedResponse;
  /** Shapes what was deferred of one object. */
  later(deferral: Deferral): ExplainedResponse;
}

/** Runs a plan that defers something: answers with what is not deferred, and with how to get the rest. */
export async function answerInParts(
  plan: DeferringPlan,
  run: PlanRun,
  options: PartsOptions,
): Promise<ExecutionAnswer> {
  const running = startDeferred(plan, run);
  try {
    await running.primary;
  } catch (error) {
    running.stop();
    throw error;
  }
  const { data, deferrals, errors: known } = options.first();
  const held = createHeldErrors();
  held.add(run.errors);
  if (deferrals.length === 0) {
    // What was deferred of an object that is null.
    running.stop();
    const errors = [...known, ...held.takeAll()];
    return errors.length > 0 ? { data, errors } : { data };
  }
  const errors = [...known, ...held.take(data, [])];
  const deferred = deferredParts({ ...options, running, deferrals, held });
  const pending = deferrals.map((deferral) => pendingPart(deferral, options.labels));
  return errors.length > 0 ? { data, errors, pending, deferred } : { data, pending, deferred };
}
