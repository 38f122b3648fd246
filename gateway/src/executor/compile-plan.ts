import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type CompiledFetch, compileGroup } from './compile-group.ts';
import { compileDeferring, type DeferringPlan } from './deferred-plan.ts';
import { groupFetches } from './fetch-groups.ts';
import type { FetchOptions } from './fetch-options.ts';
import { orderFetches } from './fetch-order.ts';
import type { PlanStep } from './plan-run.ts';

/** A compiled query plan. */
export interface CompiledPlan {
  /** `undefined` when nothing is fetched. */
  readonly step: PlanStep | undefined;
  readonly fetches: readonly CompiledFetch[];
  /** The same with what it defers, where it defers something. */
  readonly deferring?: DeferringPlan;
}

/**
 * Compiles a query plan.
 *
 * @param clientVariable the client's name for a variable of the plan
 */
export function compilePlan(
  plan: QueryPlan,
  options: FetchOptions,
  clientVariable: (name: string) => string,
): CompiledPlan {
  const fetches: CompiledFetch[] = [];
  if (!plan.node) return { step: undefined, fetches };
  if (plan.node.kind === 'Subscription') {
    // For one event: the own graph says whom it concerns, as a subgraph answers a query, and the rest is fetched of that.
    const { primary, rest } = plan.node;
    return { step: compileTree(rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary), fetches };
  }
  if (plan.node.kind === 'Defer') {
    const deferring = compileDeferring(plan.node, compileTree);
    return { step: deferring.step, fetches, deferring };
  }
  return { step: compileTree(plan.node), fetches };

  /** Compiles a part of the plan whose fetches are made together; it works from the root of the data. */
  function compileTree(node: PlanNode): PlanStep {
    const groups = groupFetches(orderFetches(node)).map((group) => {
      const compiled = compileGroup(group, options, clientVariable);
      fetches.push(...compiled.fetches);
      return { step: compiled.step, after: group.after };
    });
    return inOrder(groups);
  }
}

/** Makes one step of several, each of which starts as soon as those are done that it waits for. */
function inOrder(
  groups: readonly { readonly step: PlanStep; readonly after: readonly number[] }[],
): PlanStep {
  const [only] = groups;
  if (only && groups.length === 1) return only.step;
  return async (run) => {
    const done: Promise<void>[] = [];
    for (const { step, after } of groups) {
      const before = after.flatMap((place) => done[place] ?? []);
      const [first] = before;
      if (!first) done.push(step(run));
      else done.push((before.length === 1 ? first : Promise.all(before)).then(() => step(run)));
    }
    await Promise.all(done);
  };
}
