import type { Logger } from '@throughgate/service';
import type { GatewayFeature, SupergraphHooks } from '../gateway-feature.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { observeTransport } from './observe-transport.ts';

/** The feature that measures operations, plans and fetches, and logs what subgraphs do wrong. */
export function observation(logger: Logger): GatewayFeature {
  const metrics = createGatewayMetrics();
  const hooks: SupergraphHooks = {
    onAnswer({ context: { requestId }, operation, outcome, started }) {
      const seconds = (performance.now() - started) / 1000;
      metrics.operationDuration.observe({ outcome }, seconds);
      if (logger.isLevelEnabled('debug')) {
        const kind = operation?.definition.operation;
        const operationName = operation && (operation.definition.name?.value ?? null);
        const ms = Math.round(seconds * 1e4) / 10;
        logger.debug({ requestId, operationName, kind, outcome, ms }, 'operation');
      }
    },
    wrapTransport: (inner) =>
      observeTransport(inner, (labels, seconds) => metrics.fetchDuration.observe(labels, seconds)),
    onPlanLookup: (found) => metrics.planLookups.inc({ result: found ? 'hit' : 'miss' }),
    onFetchFailure({ subgraph, code, message, cause }, requestId) {
      metrics.fetchErrors.inc({ subgraph, code });
      const reason = cause instanceof Error ? cause.message : undefined;
      logger.warn({ requestId, subgraph, code, reason }, message);
    },
    onBadValues({ subgraph, field, places }, requestId) {
      if (subgraph !== undefined) metrics.badValues.inc({ subgraph }, places);
      logger.warn({ requestId, subgraph, field, places }, 'values are missing or not allowed by the schema');
    },
  };
  return { name: 'observation', metrics: Object.values(metrics), onSupergraph: () => hooks };
}
