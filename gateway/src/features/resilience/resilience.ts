import type { Logger } from '@throughgate/service';
import type { GatewayFeature } from '../gateway-feature.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createResilienceMetrics } from './resilience-metrics.ts';
import type { ResilienceOptions } from './resilience-options.ts';
import { resilientTransport, type SubgraphHealth } from './resilient-transport.ts';
import { createRetryBudget } from './retry-budget.ts';

/**
 * The feature that deals with subgraphs that fail: asks queries again within a budget, leaves a subgraph alone for a while that
 * fails too often, and asks twice where an answer takes long, if that is wanted.
 */
export function resilience(options: ResilienceOptions, logger: Logger): GatewayFeature {
  const metrics = createResilienceMetrics();
  // Over all supergraphs: one that is published must not let loose on a subgraph that is down.
  const healths = new Map<string, SubgraphHealth>();
  const healthOf = (subgraph: string) => {
    let health = healths.get(subgraph);
    if (health === undefined) {
      health = createHealth(subgraph);
      healths.set(subgraph, health);
    }
    return health;
  };
  return {
    name: 'resilience',
    metrics: Object.values(metrics),
    onSupergraph: () => ({ wrapTransport: (inner) => resilientTransport(inner, options, healthOf) }),
  };

  function createHealth(subgraph: string): SubgraphHealth {
    const labels = { subgraph };
    const { breaker } = options;
    const events = {
      onOpen() {
        metrics.circuitOpen.set(labels, 1);
        logger.warn(labels, 'a subgraph failed too often and is not asked for a while');
      },
      onClose() {
        metrics.circuitOpen.set(labels, 0);
        logger.info(labels, 'a subgraph that had failed too often answers again');
      },
    };
    return {
      budget: createRetryBudget(options.retryBudget),
      breaker: breaker === false ? undefined : createCircuitBreaker(breaker, events),
      onRetry: () => metrics.retries.inc(labels),
      onBudgetExceeded: () => metrics.budgetExceeded.inc(labels),
      onHedge: () => metrics.hedges.inc(labels),
      onRefused: () => metrics.refused.inc(labels),
    };
  }
}
