import type { GatewayMetrics } from '../metrics.ts';
import type { SubgraphTransport } from './subgraph-transport.ts';

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
