import type { SubgraphTransport } from '../../transport/subgraph-transport.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';

/** Measures how long each request that reaches the network takes, failed ones included. */
export function observeTransport(
  inner: SubgraphTransport,
  metrics: Pick<GatewayMetrics, 'fetchDuration'>,
): SubgraphTransport {
  return {
    async send(request) {
      const started = performance.now();
      try {
        return await inner.send(request);
      } finally {
        const { subgraph } = request;
        metrics.fetchDuration.observe({ subgraph }, (performance.now() - started) / 1000);
      }
    },
  };
}
