import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Logger } from '@throughgate/service';
import { unexpectedCode } from '../../serving/mask-error.ts';
import type { OperationOutcome } from '../operation-outcome.ts';
import type { GatewayContext } from '../request-context.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';

/** What the server knows of an operation when its response is ready. */
export type AnsweredOperation = GraphQLRequestContextWillSendResponse<GatewayContext>;

/**
 * Creates the plugin that measures and logs each operation, logs unexpected errors with their stack, and puts the
 * request id into those that clients see.
 *
 * @param record told of each operation that was executed; called from here because a plugin of its own would cost every
 *   request more than recording does
 */
export function observeOperations(
  metrics: GatewayMetrics,
  logger: Logger,
  record?: (operation: AnsweredOperation, failed: boolean) => void,
): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async didEncounterErrors({ errors, contextValue: { requestId } }) {
          for (const error of errors) {
            const { code, serviceName } = error.extensions;
            const foreseen = (code !== undefined && code !== unexpectedCode) || serviceName !== undefined;
            // graphql-js reports wrong variables without a code; Apollo Server adds it when it formats them.
            const inDocument = error.nodes !== undefined || error.source !== undefined;
            if (foreseen || inDocument) continue;
            logger.error({ requestId, err: error.originalError ?? error }, 'unexpected error');
          }
        },
        async willSendResponse(answered) {
          const { response, operation, operationName, contextValue } = answered;
          if (response.body.kind !== 'single') return;
          const { data, errors } = response.body.singleResult;
          const { requestId } = contextValue;
          for (const error of errors ?? []) {
            const extensions: Record<string, unknown> | undefined = error.extensions;
            if (extensions?.['code'] === unexpectedCode && extensions['serviceName'] === undefined) {
              extensions['requestId'] = requestId;
            }
          }
          const outcome = outcomeOf(data, errors);
          const seconds = (performance.now() - started) / 1000;
          metrics.operationDuration.observe({ outcome }, seconds);
          if (outcome !== 'rejected') record?.(answered, outcome !== 'ok');
          if (logger.isLevelEnabled('debug')) {
            const kind = operation?.operation;
            const ms = Math.round(seconds * 1e4) / 10;
            logger.debug({ requestId, operationName, kind, outcome, ms }, 'operation');
          }
        },
      };
    },
  };
}

function outcomeOf(
  data: Record<string, unknown> | null | undefined,
  errors: readonly unknown[] | undefined,
): OperationOutcome {
  if (!errors?.length) return 'ok';
  if (data === undefined) return 'rejected';
  return data === null ? 'failed' : 'partial';
}
