import type { ResponsePath } from '@apollo/query-planner';
import type { Caller } from '@throughgate/service';
import type { GraphQLError } from 'graphql';
import type { JsonObject } from '../data/json.ts';
import type { KeptPart, SubgraphAnswer } from '../transport/subgraph-transport.ts';
import type { AccountedFields } from './accounted-fields.ts';

/** The state of one execution of a compiled plan. */
export interface PlanRun {
  readonly requestId: string;
  readonly caller: Caller;
  /** Variables as the client sent them; subgraphs coerce them themselves. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The client's name for a segment of a path in `data`. */
  readonly clientName: (segment: string | number) => string | number;
  /** What the subgraphs answered so far, merged. */
  readonly data: JsonObject;
  /** What went wrong so far. */
  readonly errors: GraphQLError[];
  /** Those of `errors` that subgraphs reported with a path: a null at the path, or around it, is explained by them. */
  readonly located: GraphQLError[];
  /** Fields that are missing and accounted for. */
  readonly accounted: AccountedFields;
  /** Told of each fetch for which something deferred waits, by its id in the plan, once its answer is merged or there is none. */
  readonly fetched?: (id: string) => void;
  /** Entities of which a subgraph said that it has none. */
  readonly absent: Set<JsonObject>;
  /** What all answers so far are kept as; `undefined` once one was not. */
  kept: KeptPart[] | undefined;
}

/** Notes as what an answer is kept. */
export function noteKept(run: PlanRun, { kept }: SubgraphAnswer): void {
  if (kept) run.kept?.push(...kept);
  else run.kept = undefined;
}

/** Where in the data a fetch works. */
export interface Cursor {
  /** Path from the root, `@` for the elements of a list. */
  readonly path: ResponsePath;
  /** The objects at that path. */
  readonly targets: readonly JsonObject[];
}

/** A compiled part of a query plan. Never rejects for what a subgraph does: that goes to the run's errors. */
export type PlanStep = (run: PlanRun) => Promise<void>;
