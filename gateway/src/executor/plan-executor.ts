import { type GraphQLError, getVariableValues } from 'graphql';
import { isCodedError } from '../data/coded-error.ts';
import { refuseInexactVariable } from '../exact-numbers/refuse-inexact.ts';
import { createConditionReader } from '../planning/conditions.ts';
import type { LoadedSupergraph } from '../planning/load-supergraph.ts';
import type { Completion } from '../response/completion.ts';
import { type ShapedResponse, shapeDeferral } from '../response/response-shape.ts';
import type { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import { answerInParts } from './answer-in-parts.ts';
import { type CompiledOperation, compileOperation, operationOf } from './compiled-operation.ts';
import { createCompiledOperations } from './compiled-operations.ts';
import type { ExecutionAnswer, ExecutionRequest, Executor } from './executor.ts';
import type { PlanRun } from './plan-run.ts';
import { type BadValues, violationErrors } from './violation-errors.ts';

/** What {@link createPlanExecutor} needs. */
export interface PlanExecutorOptions {
  readonly supergraph: LoadedSupergraph;
  readonly transport: SubgraphTransport;
  /** Operations kept planned and compiled, one for each combination of its conditions. @default 1000 */
  readonly maxCompiledOperations?: number;
  /** Told for each operation whether its plan was there. */
  readonly onPlanLookup?: (found: boolean) => void;
  /** Told of each fetch that got no usable answer. */
  readonly onFetchFailure?: (error: SubgraphError, requestId: string) => void;
  /** Told of values in an answer that are missing or that the API schema does not allow, once for each field. */
  readonly onBadValues?: (values: BadValues, requestId: string) => void;
}

/**
 * Creates the executor that follows Apollo's query plans. It keeps the semantics of @apollo/gateway's executor
 * and differs in doing the work of a plan once, not at each request, in asking for each entity once, and in planning each
 * combination of conditions apart.
 */
export function createPlanExecutor(options: PlanExecutorOptions): Executor {
  const { supergraph, transport, maxCompiledOperations = 1000 } = options;
  const { onPlanLookup, onFetchFailure, onBadValues } = options;
  const { matches, fullSchema: schema } = supergraph;
  const fetching = { transport, matches, schema, onFetchFailure };
  const compiled = createCompiledOperations({
    capacity: maxCompiledOperations,
    onLookup: onPlanLookup,
    compile: (operation) => compileOperation(supergraph, fetching, operation),
  });
  const conditionsOf = createConditionReader();

  return {
    async execute(request) {
      try {
        return await run(request);
      } catch (error) {
        // The operation's own fault, such as a name that it does not have: an answer like any other.
        if (isCodedError(error)) return { errors: [error] };
        throw error;
      }
    },
    prepare: (operation) => compiled.prepare(operation),
    mostUsed: (limit) => compiled.mostUsed(limit),
  };

  async function run(request: ExecutionRequest): Promise<ExecutionAnswer> {
    const { query, document, operationName, withheld, variables, requestId, caller, takesParts } = request;
    const { variableDefinitions = [] } = operationOf(document, operationName);
    const coercion = getVariableValues(supergraph.clientSchema, variableDefinitions, variables);
    if (coercion.errors) return { errors: coercion.errors };
    const { coerced } = coercion;
    const conditions = conditionsOf(document, coerced, takesParts);
    const found = compiled.get({ query, document, operationName, withheld, conditions });
    const operation = found instanceof Promise ? await found : found;
    for (const [name, type] of operation.variables) refuseInexactVariable(name, type, variables[name]);
    const state: PlanRun = {
      requestId,
      caller,
      variables,
      clientName: operation.clientName,
      data: {},
      errors: [],
      located: [],
      accounted: new Map(),
      absent: new Set(),
      kept: [],
    };
    if (operation.labels.size > 0) return answerDeferring(state, operation, coerced);
    await operation.plan.step?.(state);
    const { unauthorized } = operation;
    const known = unauthorized.length > 0 ? [...unauthorized, ...state.errors] : state.errors;
    const shaped = operation.shape(state.data, coerced, accountIn(state));
    const errors = withReasons(known, shaped, state, operation);
    return errors.length > 0 ? { data: shaped.data, errors } : { data: shaped.data, kept: state.kept };
  }

  function answerDeferring(
    run: PlanRun,
    operation: CompiledOperation,
    coerced: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionAnswer> {
    const { plan, shape, unauthorized } = operation;
    const accountOf = accountIn(run);
    // The planner may find that nothing of it is worth a fetch of its own.
    const deferring = plan.deferring ?? { step: plan.step, ids: [], deferred: [] };
    return answerInParts(deferring, run, {
      ...operation,
      first() {
        const shaped = shape(run.data, coerced, accountOf);
        return { ...shaped, errors: withReasons(unauthorized, shaped, run, operation) };
      },
      later(deferral) {
        const shaped = shapeDeferral(deferral, coerced, accountOf);
        return { ...shaped, errors: withReasons([], shaped, run, operation) };
      },
    });
  }

  /** Errors with one more for each null for which no subgraph gave a reason; see {@link violationErrors}. */
  function withReasons(
    known: readonly GraphQLError[],
    { violations }: ShapedResponse,
    run: PlanRun,
    { plan }: CompiledOperation,
  ): readonly GraphQLError[] {
    if (violations.length === 0) return known;
    const { errors, badValues } = violationErrors(violations, run, plan.fetches);
    for (const values of badValues) onBadValues?.(values, run.requestId);
    return [...known, ...errors];
  }
}

function accountIn(run: PlanRun): Completion['accountOf'] {
  return (object, key) => run.accounted.get(object)?.get(key);
}
