import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { JsonObject } from '../data/json.ts';
import { type CompiledFetch, compileFetch, type FetchOptions } from './compile-fetch.ts';
import { collectAt } from './data-path.ts';
import type { PlanStep } from './plan-run.ts';

/** A fetch of a plan, and where what it fetches goes. */
export interface PlacedFetch extends Omit<CompiledFetch, 'step'> {
  /** Names from the root of the response; lists are not told. */
  readonly place: readonly string[];
}

/** A compiled query plan. */
export interface CompiledPlan {
  /** `undefined` when nothing is fetched. */
  readonly step: PlanStep | undefined;
  readonly fetches: readonly PlacedFetch[];
}

/**
 * Compiles a query plan. Raises `GraphQLError` for what is not supported.
 *
 * @param clientVariable the client's name for a variable of the plan
 */
export function compilePlan(
  plan: QueryPlan,
  options: FetchOptions,
  clientVariable: (name: string) => string,
): CompiledPlan {
  const fetches: PlacedFetch[] = [];
  if (!plan.node) return { step: undefined, fetches };
  // Refused before they are planned.
  if (plan.node.kind === 'Subscription') throw new Error('the plan is one of a subscription');
  return { step: compileNode(plan.node, []), fetches };

  function compileNode(node: PlanNode, place: readonly string[]): PlanStep {
    switch (node.kind) {
      case 'Sequence': {
        const steps = node.nodes.map((child) => compileNode(child, place));
        return async (run, cursor) => {
          for (const step of steps) await step(run, cursor);
        };
      }
      case 'Parallel': {
        const steps = node.nodes.map((child) => compileNode(child, place));
        return async (run, cursor) => {
          await Promise.all(steps.map((step) => step(run, cursor)));
        };
      }
      case 'Flatten': {
        const { path } = node;
        const step = compileNode(node.node, [...place, ...path.map(String).filter((name) => name !== '@')]);
        return (run, cursor) => {
          const targets: JsonObject[] = [];
          for (const target of cursor.targets) collectAt(target, path, 0, targets);
          if (targets.length === 0) return Promise.resolve();
          return step(run, { path: [...cursor.path, ...path], targets });
        };
      }
      case 'Fetch': {
        const { step, ...fetch } = compileFetch(node, options, clientVariable);
        fetches.push({ ...fetch, place });
        return step;
      }
      case 'Condition':
        // Conditions are resolved before an operation is planned.
        throw new Error('the plan has a condition');
      case 'Defer':
        throw new GraphQLError('@defer is not supported.', { extensions: { code: 'BAD_USER_INPUT' } });
    }
  }
}
