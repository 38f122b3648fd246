import {
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  getOperationAST,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { refuseInexactLiterals } from '../exact-numbers/refuse-inexact.ts';
import { deferring, selectUnder } from '../planning/conditions.ts';
import { deferredFragments, withoutRepeats } from '../planning/deferred-fragments.ts';
import type { LoadedSupergraph } from '../planning/load-supergraph.ts';
import { type PlannedNames, planNames } from '../planning/planned-names.ts';
import { refuseConflicts } from '../planning/refuse-conflicts.ts';
import { refuseUnanswerable } from '../planning/refuse-unanswerable.ts';
import { type Narrowed, withholdFields } from '../planning/withhold-fields.ts';
import { withoutIntrospection } from '../planning/without-introspection.ts';
import { compileResponseShape, type ResponseShape } from '../response/response-shape.ts';
import { type CompiledPlan, compilePlan } from './compile-plan.ts';
import type { PlannableOperation } from './executor.ts';
import type { FetchOptions } from './fetch-options.ts';
import { unauthorizedErrors } from './unauthorized-errors.ts';

/** An operation planned and compiled for given values of its conditions; it can be executed any number of times. */
export interface CompiledOperation {
  /** Types of its variables, by name. */
  readonly variables: readonly (readonly [name: string, type: GraphQLInputType])[];
  readonly plan: CompiledPlan;
  readonly shape: ResponseShape;
  /** The client's name for a segment of a path in what the plan fetches. */
  readonly clientName: PlannedNames['clientName'];
  /** Errors of every answer: one for each selection that is withheld. */
  readonly unauthorized: readonly GraphQLError[];
  /** The same of what is deferred, by the fragments' names. */
  readonly unauthorizedLater: ReadonlyMap<string, readonly GraphQLError[]>;
  /** The client's labels of deferred fragments, by the fragments' names. */
  readonly labels: ReadonlyMap<string, string | undefined>;
}

const none = {
  withheld: new Set<never>(),
  paths: [],
  deferredPaths: new Map<string, []>(),
  labels: new Map<string, undefined>(),
};

/**
 * Finds the operation of a document that is to be executed.
 * Raises `GraphQLError` with code `OPERATION_RESOLUTION_FAILURE` when there is none.
 */
export function operationOf(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (operation) return operation;
  const message =
    operationName === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${operationName}".`;
  throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

/**
 * Plans and compiles an operation as it is under its conditions, without what is withheld.
 * Raises `GraphQLError` with code `BAD_USER_INPUT` or `GRAPHQL_VALIDATION_FAILED` when it is one that the planner refuses,
 * or that cannot be answered right, and with `PLANNING_BUSY` when too many others wait to be planned.
 */
export async function compileOperation(
  supergraph: LoadedSupergraph,
  fetching: FetchOptions,
  source: PlannableOperation,
): Promise<CompiledOperation> {
  try {
    return await compile(supergraph, fetching, source);
  } catch (error) {
    const { [deferring]: defers, ...conditions } = source.conditions;
    if (!defers || error instanceof GraphQLError) throw error;
    // The planner's own assertion, at a deferred field with a `@requires` next to others: "its child … cannot have a top-level
    // deferRef". A server may answer at once what it was asked to defer.
    return compile(supergraph, fetching, { ...source, conditions });
  }
}

async function compile(
  supergraph: LoadedSupergraph,
  fetching: FetchOptions,
  { document, operationName, withheld, conditions }: PlannableOperation,
): Promise<CompiledOperation> {
  const { clientSchema, matches, needed } = supergraph;
  const conditioned = selectUnder(document, conditions);
  const whole = operationOf(conditioned, operationName);
  const deferred = deferredFragments(conditioned, whole);
  const { document: selected, operation } = deferred ?? { document: conditioned, operation: whole };
  refuseInexactLiterals(selected, clientSchema);
  const narrowed: Narrowed = withheld
    ? withholdFields(clientSchema, selected, operation, withheld)
    : { document: selected, withheld: none.withheld, paths: none.paths, deferredPaths: none.deferredPaths };
  const names = planNames(withoutIntrospection(narrowed.document), needed);
  const planned = deferred ? withoutRepeats(names.document) : names.document;
  const plan = compilePlan(await supergraph.plan(planned, operationName), fetching, names.clientVariable);
  if (!plan.step && !plan.deferring) {
    refuseUnanswerable(names.document, operationOf(names.document, operationName));
  }
  const fetched = plan.fetches.flatMap(({ ofEntities, place, fields }) =>
    ofEntities
      ? [...fields.values()].flatMap(({ name, types }) =>
          [...types].map((type) => ({ place, type, field: name })),
        )
      : [],
  );
  refuseConflicts(fetched, needed, matches);
  return {
    variables: variableTypes(supergraph, operation),
    plan,
    shape: compileResponseShape({
      schema: clientSchema,
      document: selected,
      operation,
      withheld: narrowed.withheld,
      sought: supergraph.sought,
      keyOf: names.keyOf,
      defers: deferred !== undefined,
    }),
    clientName: names.clientName,
    unauthorized: unauthorizedErrors(narrowed.paths),
    unauthorizedLater: new Map(
      [...narrowed.deferredPaths].map(([name, paths]) => [name, unauthorizedErrors(paths)]),
    ),
    labels: deferred?.labels ?? none.labels,
  };
}

function variableTypes({ clientSchema }: LoadedSupergraph, operation: OperationDefinitionNode) {
  return (operation.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
    const type = typeFromAST(clientSchema, node);
    return isInputType(type) ? [[variable.name.value, type] as const] : [];
  });
}
