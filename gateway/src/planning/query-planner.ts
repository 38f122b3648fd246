import { operationFromDocument, type Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError } from 'graphql';
import { tooComplex } from './too-complex.ts';

/**
 * Plans an operation of a document, whose conditions are resolved. Raises `GraphQLError` with code `BAD_USER_INPUT` or
 * `GRAPHQL_VALIDATION_FAILED` when the planner refuses it.
 */
export type PlanOperation = (document: DocumentNode, operationName: string | undefined) => QueryPlan;

/** Prepares the planner that @apollo/gateway uses. It plans on the thread on which it is asked. */
export function createQueryPlanner(supergraph: Supergraph): PlanOperation {
  const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true } });
  const apiSchema = supergraph.apiSchema();
  return (document, operationName) =>
    refusingTooComplex(() =>
      planner.buildQueryPlan(
        operationFromDocument(apiSchema, document, operationName === undefined ? {} : { operationName }),
      ),
    );
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
    const beyond =
      error instanceof RangeError || (error instanceof Error && plannerLimit.test(error.message));
    throw beyond ? tooComplex(error) : error;
  }
}
