import type { Logger } from '@throughgate/service';
import { type GraphQLError, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { KnownDocument, KnownDocuments } from '../documents/known-documents.ts';
import type { ExecutionAnswer, ExecutionRequest, Executor } from '../executor/executor.ts';
import type { GraphqlRequest } from '../features/graphql-request.ts';
import type { GraphqlResult } from '../features/graphql-result.ts';
import type { AnsweredOperation, ResolvedOperation } from '../features/operation.ts';
import type { RequestContext } from '../features/request-context.ts';
import { answeredParts } from './answered-parts.ts';
import type { FoldedHooks } from './fold-features.ts';
import { formatErrors } from './format-errors.ts';
import { isForeseen, nameRequest } from './mask-error.ts';
import type { DeferredAnswer, OperationAnswer, SingleAnswer } from './operation-answer.ts';
import { outcomeOf } from './outcome-of.ts';
import { refusedBeforehand } from './refused-beforehand.ts';
import { asError, noQuery, notByGet, notStreamed, subscriptionNotSupported } from './request-errors.ts';

/** What {@link createAnswering} needs. */
export interface AnsweringOptions {
  readonly documents: KnownDocuments;
  readonly executor: Executor;
  readonly hooks: Pick<
    FoldedHooks,
    'documentOf' | 'onOperation' | 'withhold' | 'subscribe' | 'extensions' | 'onAnswer' | 'onEnd'
  >;
  readonly logger: Logger;
}

/** Answers a request; never rejects. A single answer comes when nothing of the operation is left to do. */
export type Answering = (request: GraphqlRequest, context: RequestContext) => Promise<OperationAnswer>;

/**
 * Creates what answers requests on one supergraph: it finds the document, asks the features, has the operation executed, and
 * tells the features of the answer. A request whose features and document are ready costs one wait, that for the subgraphs.
 */
export function createAnswering({ documents, executor, hooks, logger }: AnsweringOptions): Answering {
  const { documentOf, onOperation, withhold, subscribe, extensions, onAnswer, onEnd } = hooks;

  return async (request, context) => {
    const started = performance.now();
    let operation: ResolvedOperation | undefined;
    let answer: OperationAnswer;
    try {
      const query = documentOf?.(request, context) ?? request.query;
      if (query === undefined || query === '') throw noQuery(request.documentId);
      const known = documents.get(query);
      if ('errors' in known) {
        answer = failing(known.errors, context, 400);
        // A document that is no operation yet concerns no feature but the one that refused it.
        if (known.beforeParsing) return answer;
      } else {
        const definition = known.operation(request.operationName);
        if (definition) {
          if (!context.event) refuseForm(definition, request, subscribe !== undefined);
          operation = { context, document: known.document, definition, variables: request.variables };
          for (const hook of onOperation) {
            const waiting = hook(operation);
            if (waiting) await waiting;
          }
        }
        answer = await answered(known, operation, request, context);
      }
    } catch (error) {
      answer = failing([asError(refusedBeforehand(error))], context, 500);
    }
    return tellFeatures(answer, operation, context, started);
  };

  async function answered(
    known: KnownDocument,
    operation: ResolvedOperation | undefined,
    request: GraphqlRequest,
    context: RequestContext,
  ): Promise<OperationAnswer> {
    const { operationName, variables, accepts } = request;
    const { requestId, caller } = context;
    const execution: ExecutionRequest = {
      query: known.query,
      document: known.document,
      operationName,
      withheld: operation && withhold(operation),
      variables,
      takesParts: accepts.deferred,
      requestId,
      caller,
    };
    if (!context.event && operation?.definition.operation === OperationTypeNode.SUBSCRIPTION) {
      const results = await subscribe?.(operation, { ...request, query: known.query });
      if (results) return { kind: 'subscription', results };
      throw subscriptionNotSupported();
    }
    // Where there is no operation, the executor says so.
    return executed(await executor.execute(execution), operation, context);
  }

  function executed(
    { data, text, errors, pending, deferred }: ExecutionAnswer,
    operation: ResolvedOperation | undefined,
    context: RequestContext,
  ): SingleAnswer | DeferredAnswer {
    const told = operation && extensions?.(operation);
    // Without data nothing was executed: the request is to blame, by a variable or the name of the operation.
    const single: SingleAnswer = errors
      ? failing(errors, context, data === undefined ? 400 : 200, data, told)
      : { kind: 'single', status: 200, result: { data, dataText: text, extensions: told } };
    if (!deferred) return single;
    const format = (given: readonly GraphQLError[]) => formatted(given, context).errors;
    return {
      kind: 'deferred',
      initial: single.result,
      pending,
      parts: answeredParts(deferred, format, () => onEnd(context)),
    };
  }

  /** An answer with errors. */
  function failing(
    given: readonly GraphQLError[],
    context: RequestContext,
    status: number,
    data?: Record<string, unknown> | null,
    told?: Readonly<Record<string, unknown>>,
  ): SingleAnswer {
    const { errors, headers, status: asked = status } = formatted(given, context);
    return { kind: 'single', status: asked, headers, result: { data, errors, extensions: told } };
  }

  /** Formats errors for the client; those that nobody foresaw are logged. */
  function formatted(given: readonly GraphQLError[], { requestId }: RequestContext) {
    for (const error of given) {
      if (!isForeseen(error))
        logger.error({ requestId, err: error.originalError ?? error }, 'unexpected error');
    }
    const result = formatErrors(given);
    nameRequest(result.errors, requestId);
    return result;
  }

  async function tellFeatures(
    given: OperationAnswer,
    operation: ResolvedOperation | undefined,
    context: RequestContext,
    started: number,
  ): Promise<OperationAnswer> {
    let answer = given;
    const { data, errors } = firstResult(given);
    const outcome = given.kind === 'subscription' ? 'ok' : outcomeOf(data, errors);
    const inParts = given.kind === 'deferred';
    let told: AnsweredOperation = { context, operation, outcome, started, data, errors, inParts };
    for (const hook of onAnswer) {
      try {
        const waiting = hook(told);
        if (waiting) await waiting;
      } catch (error) {
        await giveUp(answer);
        const instead = failing([asError(error)], context, 500);
        answer = instead;
        told = { context, operation, outcome: 'failed', started, errors: instead.result.errors };
      }
    }
    return answer;
  }
}

/** Raises `BAD_REQUEST` where an operation may not be asked for so. */
function refuseForm(
  { operation }: OperationDefinitionNode,
  { method, accepts }: GraphqlRequest,
  subscribes: boolean,
): void {
  if (operation === OperationTypeNode.QUERY) return;
  const streamed = subscribes && operation === OperationTypeNode.SUBSCRIPTION;
  if (streamed && !accepts.subscription) throw notStreamed();
  if (method === 'GET' && !streamed) throw notByGet(operation);
}

function firstResult(answer: OperationAnswer): GraphqlResult {
  if (answer.kind === 'single') return answer.result;
  return answer.kind === 'deferred' ? answer.initial : {};
}

/** Ends what nobody will read. */
async function giveUp(answer: OperationAnswer): Promise<void> {
  if (answer.kind === 'deferred') await answer.parts.return?.();
  if (answer.kind === 'subscription') await answer.results.return?.();
}
