import { GraphQLError, getVariableValues } from 'graphql';
import { createBoundedCache } from '../planning/bounded-cache.ts';
import type { LoadedSupergraph } from '../planning/supergraph.ts';
import type { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import { type CompiledOperation, compileOperation } from './compiled-operation.ts';
import type { ExecutionAnswer, ExecutionRequest, Executor, PlannableOperation } from './executor.ts';
import type { PlanRun } from './plan-run.ts';

/** What {@link createPlanExecutor} needs. */
export interface PlanExecutorOptions {
  readonly supergraph: LoadedSupergraph;
  readonly transport: SubgraphTransport;
  /** Operations kept planned and compiled. @default 1000 */
  readonly maxCompiledOperations?: number;
  /** Told for each operation whether its plan was there. */
  readonly onPlanLookup?: (found: boolean) => void;
  /** Told of each fetch that got no usable answer. */
  readonly onFetchFailure?: (error: SubgraphError, requestId: string) => void;
}

/** A compiled operation as it is kept. */
interface Kept {
  readonly source: PlannableOperation;
  readonly operation: CompiledOperation;
  /** How often it was executed. */
  uses: number;
}

/**
 * Creates the executor that follows Apollo's query plans. It keeps the semantics of @apollo/gateway's executor
 * and differs in doing the work of a plan once, not at each request, and in asking for each entity once.
 */
export function createPlanExecutor(options: PlanExecutorOptions): Executor {
  const { supergraph, transport, maxCompiledOperations = 1000, onPlanLookup, onFetchFailure } = options;
  const tools = { transport, matches: supergraph.matches, onFetchFailure };
  const compiled = createBoundedCache<Kept>(maxCompiledOperations);

  return {
    async execute(request) {
      try {
        return await run(request);
      } catch (error) {
        // The operation's own fault, such as a name that it does not have: an answer like any other.
        if (error instanceof GraphQLError && error.extensions['code'] !== undefined)
          return { errors: [error] };
        throw error;
      }
    },
    prepare(operation) {
      const key = keyOf(operation);
      if (!compiled.get(key)) compile(key, operation);
    },
    mostUsed: (limit) =>
      [...compiled.values()]
        // Sorting is stable: of those used equally often, the most recent stays first.
        .reverse()
        .sort((one, other) => other.uses - one.uses)
        .slice(0, limit)
        .map(({ source }) => source),
  };

  async function run(request: ExecutionRequest): Promise<ExecutionAnswer> {
    const operation = compiledFor(request);
    const { variables, requestId, caller } = request;
    const { variableDefinitions, clientName, plan } = operation;
    const coercion = getVariableValues(supergraph.clientSchema, variableDefinitions, variables);
    if (coercion.errors) return { errors: coercion.errors };
    const { coerced } = coercion;
    const state: PlanRun = { requestId, caller, variables, coerced, clientName, data: {}, errors: [] };
    if (plan) await plan(state, { path: [], targets: [state.data] });
    return answer(state, operation);
  }

  function compiledFor(request: ExecutionRequest): CompiledOperation {
    const key = keyOf(request);
    const known = compiled.get(key);
    onPlanLookup?.(known !== undefined);
    const kept = known ?? compile(key, request);
    kept.uses += 1;
    return kept.operation;
  }

  function compile(key: string, { query, document, operationName }: PlannableOperation): Kept {
    const operation = compileOperation(supergraph, tools, document, operationName);
    // Not the request itself, which would be kept with all that it holds.
    const kept: Kept = { source: { query, document, operationName }, operation, uses: 0 };
    compiled.set(key, kept);
    return kept;
  }
}

function keyOf({ query, operationName }: PlannableOperation): string {
  return operationName === undefined ? query : `${operationName}\n${query}`;
}

/**
 * Values that the API schema does not allow (an inaccessible enum value, a null that must not be) are listed in
 * `extensions.valueCompletion`, as @apollo/gateway and Apollo Router do: they are no failures of the request.
 * When a subgraph reported errors these explain the nulls already, and the list is left out.
 */
function answer(run: PlanRun, operation: CompiledOperation): ExecutionAnswer {
  const { data, errors } = operation.shape(run.data, run.coerced);
  if (run.errors.length > 0) return { data, errors: run.errors };
  if (errors.length > 0) {
    return { data, extensions: { valueCompletion: errors.map((error: GraphQLError) => error.toJSON()) } };
  }
  return { data };
}
