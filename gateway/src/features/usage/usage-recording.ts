import type { RegistryClient } from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import type { GatewayFeature, SupergraphHooks } from '../gateway-feature.ts';
import { clientOfRequest } from './client-of-request.ts';
import { createShapeCache } from './shape-cache.ts';
import { createUsageCounts, type UsageBounds } from './usage-counts.ts';
import { createUsageMetrics } from './usage-metrics.ts';
import { reportUsage } from './usage-reporter.ts';

/** How a gateway tells which operations clients ran. */
export interface UsageOptions {
  readonly client: Pick<RegistryClient, 'report'>;
  /** Milliseconds between reports. @default 10000 */
  readonly interval?: number;
  /** Bounds of one report. */
  readonly bounds?: UsageBounds;
}

/**
 * The feature that counts executed operations by shape and client and reports them; stopping sends the last report, as far
 * as the registry takes it. A shape has no literals, aliases or values of variables, so nothing that identifies a person
 * leaves the gateway. What was rejected before it ran, and what asks for the schema only, does not count.
 */
export function usageRecording(options: UsageOptions, logger: Logger): GatewayFeature {
  const { client, interval = 10_000, bounds } = options;
  const metrics = createUsageMetrics();
  const counts = createUsageCounts(bounds);
  const reporter = reportUsage({ client, counts, interval, metrics, logger });
  const shapeOf = createShapeCache((error) => {
    metrics.dropped('shape', 1);
    logger.error({ err: error }, 'an operation has no shape and is not recorded');
  });
  const hooks: SupergraphHooks = {
    onAnswer({ context, operation, outcome }) {
      if (outcome === 'rejected' || !operation) return;
      const shape = shapeOf(operation.document, operation.definition);
      if (!shape) return;
      const counted = counts.add(shape, clientOfRequest(context.headers), outcome !== 'ok');
      if (!counted) metrics.dropped('bounds', 1);
    },
  };
  return {
    name: 'usage recording',
    metrics: metrics.all,
    onSupergraph: () => hooks,
    stop: () => reporter.stop(),
  };
}
