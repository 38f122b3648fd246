import type { Logger } from '@throughgate/service';
import type { GatewayMetrics } from '../metrics.ts';
import { SubgraphError } from './subgraph-error.ts';
import type { SubgraphTransport } from './subgraph-transport.ts';

/** Measures every request that reaches the network and logs those that got no answer. */
export function observeTransport(
  inner: SubgraphTransport,
  metrics: Pick<GatewayMetrics, 'fetchDuration' | 'fetchErrors'>,
  logger: Logger,
): SubgraphTransport {
  return {
    async send(request) {
      const started = performance.now();
      const { subgraph, requestId } = request;
      try {
        return await inner.send(request);
      } catch (error) {
        if (error instanceof SubgraphError) {
          const { code, message, cause } = error;
          metrics.fetchErrors.inc({ subgraph, code });
          const reason = cause instanceof Error ? cause.message : undefined;
          logger.warn({ requestId, subgraph, code, reason }, message);
        }
        throw error;
      } finally {
        metrics.fetchDuration.observe({ subgraph }, (performance.now() - started) / 1000);
      }
    },
  };
}
