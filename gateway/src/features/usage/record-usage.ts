import type { RegistryClient } from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import type { Registry } from 'prom-client';
import type { AnsweredOperation } from '../observation/operation-observer.ts';
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

/** Usage being recorded. */
export interface UsageRecording {
  /** Counts an operation that was executed; `failed` when its answer has errors. */
  record(operation: AnsweredOperation, failed: boolean): void;
  /** Sends the last report, as far as the registry takes it. */
  stop(): Promise<void>;
}

/**
 * Counts executed operations by shape and client and reports them. A shape has no literals, aliases or values of
 * variables, so nothing that identifies a person leaves the gateway. What was rejected before it ran, and what
 * asks for the schema only, does not count.
 */
export function recordUsage(options: UsageOptions, registry: Registry, logger: Logger): UsageRecording {
  const { client, interval = 10_000, bounds } = options;
  const metrics = createUsageMetrics(registry);
  const counts = createUsageCounts(bounds);
  const reporter = reportUsage({ client, counts, interval, metrics, logger });
  const shapeOf = createShapeCache((error) => {
    metrics.dropped('shape', 1);
    logger.error({ err: error }, 'an operation has no shape and is not recorded');
  });
  return {
    stop: () => reporter.stop(),
    record({ document, operation, request }, failed) {
      if (!document || !operation || !request.http) return;
      const shape = shapeOf(document, operation);
      if (!shape) return;
      if (!counts.add(shape, clientOfRequest(request.http.headers), failed)) metrics.dropped('bounds', 1);
    },
  };
}
