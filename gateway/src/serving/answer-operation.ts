import type { Logger } from '@throughgate/service';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { KnownDocuments } from '../documents/known-documents.ts';
import type { ExecutionAnswer, Executor } from '../executor/executor.ts';
import type { AnsweredOperation, OperationOutcome, ResolvedOperation } from '../features/operation.ts';
import type { RequestContext } from '../features/request-context.ts';
import type { FoldedHooks } from './fold-features.ts';
import { formatErrors } from './format-errors.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { isForeseen, nameRequest } from './mask-error.ts';
import type { OperationAnswer, SingleAnswer } from './operation-answer.ts';
import { refusedBeforehand, withheld } from './refusals.ts';

/** What {@link createAnswering} needs. */
export interface AnsweringOptions {
  readonly documents: KnownDocuments;
  readonly executor: Executor;
  readonly hooks: Pick<FoldedHooks, 'onOperation' | 'withhold' | 'onAnswer'>;
  readonly logger: Logger;
}

/** Answers a request; never rejects. Resolves when nothing of the operation is left to do. */
export type Answering = (request: GraphqlRequest, context: RequestContext) => Promise<OperationAnswer>;

/**
 * Creates what answers requests on one supergraph: it finds the document, asks the features, has the operation executed, and
 * tells the features of the answer. A request whose features and document are ready costs one wait, that for the subgraphs.
 */
export function createAnswering({ documents, executor, hooks, logger }: AnsweringOptions): Answering {
  const { onOperation, withhold, onAnswer } = hooks;

  return async (request, context) => {
    const started = performance.now();
    let operation: ResolvedOperation | undefined;
    let answer: SingleAnswer;
    try {
      const { query, method, operationName, variables } = request;
      if (request.extensions?.['persistedQuery']) throw persistedQueryNotSupported();
      if (query === undefined || query === '') throw noQuery();
      const known = documents.get(query);
      if ('errors' in known) {
        answer = failing(known.errors, context, 400);
        // A document that is no operation yet concerns no feature but the one that refused it.
        if (known.beforeParsing) return answer;
      } else {
        const { document } = known;
        const definition = known.operation(operationName);
        if (definition) {
          if (method === 'GET' && definition.operation !== OperationTypeNode.QUERY) {
            throw notByGet(definition.operation);
          }
          operation = { context, document, definition, variables };
          for (const hook of onOperation) {
            const waiting = hook(operation);
            if (waiting) await waiting;
          }
        }
        const { requestId, caller } = context;
        // Where there is no operation, the executor says so.
        const run = executor.execute({
          query: known.query,
          document,
          operationName,
          withheld: operation && withhold(operation),
          variables,
          requestId,
          caller,
        });
        answer = executed(await run, context);
      }
    } catch (error) {
      answer = failing([graphqlError(refusedBeforehand(error))], context, 500);
    }
    return tellFeatures(answer, operation, context, started);
  };

  function executed({ data, errors }: ExecutionAnswer, context: RequestContext): SingleAnswer {
    if (!errors) return { kind: 'single', status: 200, result: { data } };
    // Without data nothing was executed: the request is to blame, by a variable or the name of the operation.
    return failing(errors, context, data === undefined ? 400 : 200, data);
  }

  /** An answer with errors; those that nobody foresaw are logged. */
  function failing(
    given: readonly GraphQLError[],
    { requestId }: RequestContext,
    status: number,
    data?: Record<string, unknown> | null,
  ): SingleAnswer {
    for (const error of given) {
      if (!isForeseen(error))
        logger.error({ requestId, err: error.originalError ?? error }, 'unexpected error');
    }
    const formatted = formatErrors(given);
    const { errors, headers } = formatted;
    nameRequest(errors, requestId);
    return { kind: 'single', status: formatted.status ?? status, headers, result: { data, errors } };
  }

  async function tellFeatures(
    given: SingleAnswer,
    operation: ResolvedOperation | undefined,
    context: RequestContext,
    started: number,
  ): Promise<SingleAnswer> {
    let answer = given;
    const { data, errors } = answer.result;
    let answered: AnsweredOperation = {
      context,
      operation,
      outcome: outcomeOf(data, errors),
      started,
      data,
      errors,
    };
    for (const hook of onAnswer) {
      try {
        const waiting = hook(answered);
        if (waiting) await waiting;
      } catch (error) {
        const { requestId } = context;
        const { status, formatted, foreseen } = withheld(error, requestId);
        if (!foreseen) logger.error({ requestId, err: error }, 'unexpected error');
        answer = { kind: 'single', status, result: { errors: [formatted] } };
        answered = { context, operation, outcome: 'failed', started, errors: [formatted] };
      }
    }
    return answer;
  }
}

function outcomeOf(
  data: Readonly<Record<string, unknown>> | null | undefined,
  errors: readonly unknown[] | undefined,
): OperationOutcome {
  if (!errors?.length) return 'ok';
  if (data === undefined) return 'rejected';
  return data === null ? 'failed' : 'partial';
}

function graphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(cause.message, { originalError: cause });
}

function noQuery(): GraphQLError {
  return new GraphQLError('A GraphQL request must have a "query" that is not empty.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}

function persistedQueryNotSupported(): GraphQLError {
  const headers = { 'cache-control': 'private, no-cache, must-revalidate' };
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', http: { status: 200, headers } },
  });
}

function notByGet(operation: OperationTypeNode): GraphQLError {
  return new GraphQLError(`By GET only queries are answered, and this is a ${operation}: send it by POST.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: { allow: 'POST' } } },
  });
}
