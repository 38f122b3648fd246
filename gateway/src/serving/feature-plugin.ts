import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Logger } from '@throughgate/service';
import type { AnsweredOperation, OperationOutcome, ResolvedOperation } from '../features/operation.ts';
import type { RequestContext } from '../features/request-context.ts';
import type { FoldedHooks } from './fold-features.ts';
import { isForeseen, nameRequest } from './mask-error.ts';
import { refusedBeforehand, withheld } from './refusals.ts';

/**
 * Creates the one plugin of the GraphQL server, since each costs every request: it calls the features' hooks, logs
 * unexpected errors with their stack, and puts the request id into those that clients see.
 */
export function featurePlugin(
  { onOperation, onAnswer }: Pick<FoldedHooks, 'onOperation' | 'onAnswer'>,
  logger: Logger,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const started = performance.now();
      let resolved: ResolvedOperation | undefined;
      return {
        async didResolveOperation({ document, operation, request, contextValue: context }) {
          // Its type says otherwise: there is none when the document has no operation of the name.
          if (operation === undefined) return;
          resolved = { context, document, definition: operation, variables: request.variables ?? {} };
          try {
            for (const hook of onOperation) {
              const waiting = hook(resolved);
              if (waiting) await waiting;
            }
          } catch (error) {
            throw refusedBeforehand(error);
          }
        },
        async didEncounterErrors({ errors, contextValue: { requestId } }) {
          for (const error of errors) {
            if (isForeseen(error)) continue;
            logger.error({ requestId, err: error.originalError ?? error }, 'unexpected error');
          }
        },
        async willSendResponse(request) {
          const { response, contextValue: context } = request;
          if (response.body.kind !== 'single') return;
          const { data, errors } = response.body.singleResult;
          nameRequest(errors, context.requestId);
          let answered: AnsweredOperation = {
            context,
            operation: resolved,
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
              answered = withhold(request, answered, error);
            }
          }
        },
      };
    },
  };

  /** Puts an error in the place of an answer. */
  function withhold(
    { response }: GraphQLRequestContextWillSendResponse<RequestContext>,
    { context, operation, started }: AnsweredOperation,
    error: unknown,
  ): AnsweredOperation {
    const { requestId } = context;
    const { status, formatted, foreseen } = withheld(error, requestId);
    if (!foreseen) logger.error({ requestId, err: error }, 'unexpected error');
    const errors = [formatted];
    response.http.status = status;
    response.body = { kind: 'single', singleResult: { errors } };
    return { context, operation, outcome: 'failed', started, errors };
  }
}

function outcomeOf(
  data: Record<string, unknown> | null | undefined,
  errors: readonly unknown[] | undefined,
): OperationOutcome {
  if (!errors?.length) return 'ok';
  if (data === undefined) return 'rejected';
  return data === null ? 'failed' : 'partial';
}
