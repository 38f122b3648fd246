import { errorCauses, Supergraph } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { OperatorError } from '@throughgate/service';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, print } from 'graphql';
import { letOthersRun } from './let-others-run.ts';
import { type NeededFields, neededFields } from './needed-fields.ts';
import type { PlanningThread } from './planning-thread.ts';
import { prepareSupergraph } from './prepare-supergraph.ts';
import { createQueryPlanner, type PlanOperation } from './query-planner.ts';
import { createTypeConditions, type TypeConditions } from './type-conditions.ts';

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

/** Matches the planner's complaint about a linked feature that it must not ignore. */
const unsupportedFeature = /feature \S+\/(\w+)\/v[\d.]+ is for: (\w+) but is unsupported/g;

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
 * not have yet (`@context`, or a version of the security directives that is not known here): ignoring a security directive
 * would open what its author closed.
 */
export async function loadSupergraph(
  supergraphSdl: string,
  { join, thread }: LoadOptions = {},
): Promise<LoadedSupergraph> {
  try {
    const composed = parse(supergraphSdl);
    await letOthersRun();
    const joined = join?.(composed);
    const whole = joined?.document ?? composed;
    await letOthersRun();
    const text = joined && thread ? print(joined.planned) : supergraphSdl;
    const threadReady = thread?.load(text);
    const document = prepareSupergraph(joined?.planned ?? composed);
    await letOthersRun();
    const supergraph = Supergraph.build(document);
    await letOthersRun();
    const clientSchema = supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
    await letOthersRun();
    const fullSchema = supergraph.schema.toGraphQLJSSchema();
    await letOthersRun();
    const matches = createTypeConditions(fullSchema);
    const needed = neededFields(document);
    const subgraphs = supergraph.subgraphsMetadata().filter(({ name }) => name !== joined?.name);
    const sought = joined?.sought ?? new Set<string>();
    const plan = thread && (await threadReady) ? planOn(thread, text) : await plannerHere(supergraph);
    return { document: whole, clientSchema, plan, fullSchema, matches, needed, sought, subgraphs };
  } catch (error) {
    throw explain(error);
  }
}

async function plannerHere(supergraph: Supergraph): Promise<PlanOperation> {
  // The largest piece of the planner's work, of which it keeps the result: a piece of its own here.
  supergraph.subgraphs();
  await letOthersRun();
  const plan = createQueryPlanner(supergraph);
  await letOthersRun();
  return plan;
}

/** Plans on a thread, and where that cannot be used here: nothing is kept for it before, since it hardly ever happens. */
function planOn(thread: PlanningThread, supergraph: string): LoadedSupergraph['plan'] {
  let here: PlanOperation | undefined;
  return async (document, operationName) => {
    const plan = await thread.plan(supergraph, document, operationName);
    if (plan) return plan;
    here ??= createQueryPlanner(Supergraph.build(prepareSupergraph(parse(supergraph))));
    return here(document, operationName);
  };
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const causes = errorCauses(error) ?? (error instanceof GraphQLError ? [error] : undefined);
  if (!causes) return error;
  const text = causes.map(({ message }) => message).join('\n');
  const directives = [...text.matchAll(unsupportedFeature)].map(([, name]) => `@${name}`);
  if (directives.length > 0) {
    return new OperatorError(
      `The supergraph uses ${directives.join(', ')}, which this gateway does not support yet. ` +
        'It does not start, because ignoring a security directive would open what it closes. ' +
        'Remove the directive from the subgraphs and compose again.',
    );
  }
  return new OperatorError(`The supergraph cannot be loaded: ${text}`);
}
