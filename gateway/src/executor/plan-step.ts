import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import { collectAt } from './data-path.ts';
import { compileFetch, type FetchTools } from './fetch-step.ts';
import type { JsonObject } from './json.ts';
import type { Cursor, PlanRun } from './plan-run.ts';

/** One compiled node of a query plan. Never rejects for what a subgraph does: that goes to the run's errors. */
export type PlanStep = (run: PlanRun, cursor: Cursor) => Promise<void>;

/** Compiles a query plan; `undefined` when it fetches nothing. Raises `GraphQLError` for what is not supported. */
export function compilePlan(plan: QueryPlan, tools: FetchTools): PlanStep | undefined {
  if (!plan.node) return undefined;
  if (plan.node.kind === 'Subscription') {
    throw new GraphQLError('Subscriptions are not supported over this endpoint.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return compileNode(plan.node, tools);
}

function compileNode(node: PlanNode, tools: FetchTools): PlanStep {
  switch (node.kind) {
    case 'Sequence': {
      const steps = node.nodes.map((child) => compileNode(child, tools));
      return async (run, cursor) => {
        for (const step of steps) await step(run, cursor);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((child) => compileNode(child, tools));
      return async (run, cursor) => {
        await Promise.all(steps.map((step) => step(run, cursor)));
      };
    }
    case 'Flatten': {
      const step = compileNode(node.node, tools);
      return (run, cursor) => {
        const targets: JsonObject[] = [];
        for (const target of cursor.targets) collectAt(target, node.path, 0, targets);
        if (targets.length === 0) return Promise.resolve();
        return step(run, { path: [...cursor.path, ...node.path], targets });
      };
    }
    case 'Condition': {
      const { condition } = node;
      const ifStep = node.ifClause && compileNode(node.ifClause, tools);
      const elseStep = node.elseClause && compileNode(node.elseClause, tools);
      return (run, cursor) => {
        const step = run.coerced[condition] === true ? ifStep : elseStep;
        return step ? step(run, cursor) : Promise.resolve();
      };
    }
    case 'Fetch':
      return compileFetch(node, tools);
    case 'Defer':
      throw new GraphQLError('@defer is not supported.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
}
