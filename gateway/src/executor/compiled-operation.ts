import { operationFromDocument } from '@apollo/federation-internals';
import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  type OperationTypeNode,
  type VariableDefinitionNode,
} from 'graphql';
import { type PlannedNames, planNames } from '../planning/planned-names.ts';
import type { LoadedSupergraph } from '../planning/supergraph.ts';
import { withoutIntrospection } from '../planning/without-introspection.ts';
import { compileResponseShape, type ResponseShape } from '../response/response-shape.ts';
import type { FetchTools } from './fetch-step.ts';
import { compilePlan, type PlanStep } from './plan-step.ts';

/** An operation planned and compiled; it can be executed any number of times. */
export interface CompiledOperation {
  readonly kind: OperationTypeNode;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** `undefined` when the operation asks no subgraph (introspection, `__typename`). */
  readonly plan: PlanStep | undefined;
  readonly shape: ResponseShape;
  /** The client's name for a segment of a path in what the plan fetches. */
  readonly clientName: PlannedNames['clientName'];
}

/**
 * Plans and compiles an operation.
 * Raises `GraphQLError` with code `OPERATION_RESOLUTION_FAILURE` when there is no such operation, and with
 * `BAD_USER_INPUT` or `GRAPHQL_VALIDATION_FAILED` when it is one that the planner refuses.
 */
export function compileOperation(
  supergraph: LoadedSupergraph,
  tools: FetchTools,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    const message =
      operationName === undefined
        ? 'Must provide operation name if query contains multiple operations.'
        : `Unknown operation named "${operationName}".`;
    throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
  }
  const { apiSchema, clientSchema, planner, requiredWithArguments } = supergraph;
  const names = planNames(withoutIntrospection(document), requiredWithArguments);
  const options = operationName === undefined ? {} : { operationName };
  const plan = refusingTooComplex(() =>
    planner.buildQueryPlan(operationFromDocument(apiSchema, names.document, options)),
  );
  return {
    kind: operation.operation,
    variableDefinitions: operation.variableDefinitions ?? [],
    plan: compilePlan(plan, tools),
    shape: compileResponseShape(clientSchema, document, operation, names.keyOf),
    clientName: names.clientName,
  };
}

/** How the planner says that an operation exceeds one of its own limits. */
const plannerLimit = /^(Exceeded maximum|Number of non-local selections|Too many options)/;

function refusingTooComplex<Result>(build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    // Valid by the schema that clients see, and not to the planner.
    if (error instanceof GraphQLError && error.extensions['code'] === 'INVALID_GRAPHQL') {
      throw new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    }
    const tooComplex =
      error instanceof RangeError || (error instanceof Error && plannerLimit.test(error.message));
    if (!tooComplex) throw error;
    throw new GraphQLError('The operation is too complex to be planned.', {
      originalError: error,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
}
