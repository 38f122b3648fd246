import type { QueryPlan } from '@apollo/query-planner';
import { OperatorError } from '@throughgate/service/operator-error';
import { releaseMemory } from '@throughgate/service/release-memory';
import { GraphQLError, parse } from 'graphql';
import { createPlanner, type PlannedSupergraph, type Planner } from './planner.ts';

/** What a planning thread is given to do: to make itself ready for a supergraph, or to plan an operation over it. */
export type PlanTask = LoadTask | OperationTask;

interface LoadTask {
  /** The same for the same supergraph, and for no other. */
  readonly id: string;
  /** Text of the supergraph, own subgraphs of the gateway included. */
  readonly supergraph: string;
}

interface OperationTask {
  /** Of the supergraph: its text is large, so that it goes to a thread only once. */
  readonly id: string;
  readonly document: string;
  readonly operationName: string | undefined;
}

/** What it gives. */
export type PlanOutcome =
  | { readonly plan: QueryPlan }
  | { readonly refused: { readonly message: string; readonly code: unknown } }
  | { readonly failed: { readonly message: string; readonly stack: string | undefined } }
  | { readonly ready: PlannedSupergraph }
  /** The supergraph cannot be planned over; the message is for whoever runs the gateway. */
  | { readonly unusable: string }
  /** This thread is new, and was not told the supergraph. */
  | { readonly unknown: true };

/** Planners are kept for the supergraph that is served and the one that comes or goes. */
const kept = 2;
const planners = new Map<string, Planner>();

/** Plans an operation off the main thread. */
export default async function planTask(task: PlanTask): Promise<PlanOutcome> {
  if ('supergraph' in task) return load(task);
  const planner = planners.get(task.id);
  if (!planner) return { unknown: true };
  try {
    return { plan: planner.plan(parse(task.document, { noLocation: true }), task.operationName) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message, stack } = error;
    if (!(error instanceof GraphQLError)) return { failed: { message, stack } };
    return { refused: { message, code: error.extensions['code'] } };
  }
}

async function load({ id, supergraph }: LoadTask): Promise<PlanOutcome> {
  const known = planners.get(id);
  planners.delete(id);
  try {
    const planner = known ?? (await createPlanner(supergraph));
    planners.set(id, planner);
    for (const oldest of planners.keys()) {
      if (planners.size <= kept) break;
      planners.delete(oldest);
    }
    // Reading a supergraph takes half as much again as what is kept of it.
    if (!known) await releaseMemory();
    return { ready: planner.planned };
  } catch (error) {
    if (error instanceof OperatorError) return { unusable: error.message };
    throw error;
  }
}
