import { Supergraph } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, parse } from 'graphql';
import { prepareSupergraph } from './prepare-supergraph.ts';
import { createQueryPlanner, type PlanOperation } from './query-planner.ts';

/** What a planning thread is given to do. */
export interface PlanTask {
  /** Text of the supergraph, own subgraphs of the gateway included. */
  readonly supergraph: string;
  /** The document to plan; without one the thread only makes itself ready. */
  readonly document?: string;
  readonly operationName?: string | undefined;
}

/** What it gives. */
export type PlanOutcome =
  | { readonly plan: QueryPlan }
  | { readonly refused: { readonly message: string; readonly code: unknown } }
  | { readonly failed: { readonly message: string; readonly stack: string | undefined } }
  | { readonly ready: boolean };

/** Planners are kept for the supergraph that is served and the one that comes or goes. */
const kept = 2;
const planners = new Map<string, PlanOperation>();

/** Plans an operation off the main thread. */
export default function planTask({ supergraph, document, operationName }: PlanTask): PlanOutcome {
  if (document === undefined) return { ready: isUsable(supergraph) };
  const plan = plannerOf(supergraph);
  try {
    return { plan: plan(parse(document, { noLocation: true }), operationName) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!(error instanceof GraphQLError)) return { failed: { message: error.message, stack: error.stack } };
    return { refused: { message: error.message, code: error.extensions['code'] } };
  }
}

/** The main thread, which loads the supergraph too, says what is wrong with it. */
function isUsable(supergraph: string): boolean {
  try {
    plannerOf(supergraph);
    return true;
  } catch {
    return false;
  }
}

function plannerOf(supergraph: string): PlanOperation {
  const known = planners.get(supergraph);
  planners.delete(supergraph);
  const planner = known ?? createQueryPlanner(Supergraph.build(prepareSupergraph(parse(supergraph))));
  planners.set(supergraph, planner);
  for (const oldest of planners.keys()) {
    if (planners.size <= kept) break;
    planners.delete(oldest);
  }
  return planner;
}
