import type { QueryPlan } from '@apollo/query-planner';
import { OperatorError } from '@throughgate/service';
import { buildASTSchema, type DocumentNode, GraphQLError, type GraphQLSchema, parse, print } from 'graphql';
import { letOthersRun } from './let-others-run.ts';
import { type NeededFields, neededFields } from './needed-fields.ts';
import type { Planner } from './planner.ts';
import type { PlanningThread } from './planning-thread.ts';
import { prepareSupergraph } from './prepare-supergraph.ts';
import type { PlanOperation } from './query-planner.ts';
import { createTypeConditions, type TypeConditions } from './type-conditions.ts';
import { withoutDefinitions } from './without-definitions.ts';

/** A supergraph ready to plan operations over. */
export interface LoadedSupergraph {
  /** The whole of it, with all directives, and with what was joined to it. */
  readonly document: DocumentNode;
  /** The schema that clients see. */
  readonly clientSchema: GraphQLSchema;
  /** Plans an operation; see {@link PlanOperation}. It may also raise `GraphQLError` with code `PLANNING_BUSY`. */
  readonly plan: (...operation: Parameters<PlanOperation>) => QueryPlan | Promise<QueryPlan>;
  /** Type conditions over all types, also those that clients do not see. */
  readonly matches: TypeConditions;
  /** All types and fields, also those that clients do not see. */
  readonly fullSchema: GraphQLSchema;
  /** Fields that plans fetch besides what clients select. */
  readonly needed: NeededFields;
  /** Interfaces whose objects are sought by what a client sends, and need not be there. */
  readonly sought: ReadonlySet<string>;
  /** Name and URL of each subgraph, as the supergraph states them; without one that was joined to it. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** A supergraph with a subgraph that composition did not know. */
export interface Joined {
  /** The name of that subgraph. */
  readonly name: string;
  /** Its interfaces whose objects are sought by what a client sends, and need not be there. */
  readonly sought: ReadonlySet<string>;
  /** What is planned with. */
  readonly planned: DocumentNode;
  /** What features read. */
  readonly document: DocumentNode;
}

/** How a supergraph is loaded. */
export interface LoadOptions {
  /** Joins a further subgraph to the supergraph, or none. @default none */
  readonly join?: (supergraph: DocumentNode) => Joined | undefined;
  /** Where plans are made. @default on this thread */
  readonly thread?: PlanningThread | undefined;
}

/**
 * Loads a supergraph, and has the planner for it ready. Between its steps requests are answered, since a gateway loads the
 * next supergraph while it serves the present one.
 *
 * Raises {@link OperatorError} when it is not a Federation supergraph, or needs a feature that the gateway does
 * not have yet; see `createPlanner`.
 */
export async function loadSupergraph(
  supergraphSdl: string,
  { join, thread }: LoadOptions = {},
): Promise<LoadedSupergraph> {
  const composed = parseSupergraph(supergraphSdl);
  await letOthersRun();
  const joined = join?.(composed);
  const document = joined?.document ?? composed;
  const toPlan = joined?.planned ?? composed;
  const { planned, plan } = await plannerOf(joined ? print(toPlan) : supergraphSdl, thread);
  const clientSchema = schemaOf(parse(planned.clientSdl, { noLocation: true }));
  await letOthersRun();
  const prepared = prepareSupergraph(toPlan);
  const fullSchema = schemaOf(prepared);
  await letOthersRun();
  return {
    document,
    clientSchema,
    plan,
    fullSchema,
    matches: createTypeConditions(fullSchema),
    needed: neededFields(prepared),
    sought: joined?.sought ?? new Set<string>(),
    subgraphs: planned.subgraphs.filter(({ name }) => name !== joined?.name),
  };
}

/** Without where everything stands in the text: that would be as much again as what stands there. */
function parseSupergraph(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new OperatorError(`The supergraph cannot be loaded: ${error.message}`);
  }
}

/** A schema of definitions that the planner has found valid; without them. */
function schemaOf(document: DocumentNode): GraphQLSchema {
  return withoutDefinitions(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
}

async function plannerOf(
  sdl: string,
  thread: PlanningThread | undefined,
): Promise<Pick<Planner, 'planned'> & Pick<LoadedSupergraph, 'plan'>> {
  const there = await thread?.load(sdl);
  if (!there) return plannerHere(sdl);
  let here: Promise<Planner> | undefined;
  return {
    planned: there.planned,
    async plan(...operation) {
      const plan = await there.plan(...operation);
      if (plan) return plan;
      // Nothing is kept for it before, since a thread that cannot be used is hardly ever met.
      here ??= plannerHere(sdl);
      return (await here).plan(...operation);
    },
  };
}

/** A planner on this thread, which then loads the planner's library. */
async function plannerHere(sdl: string): Promise<Planner> {
  const { createPlanner } = await import('./planner.ts');
  return createPlanner(sdl);
}
