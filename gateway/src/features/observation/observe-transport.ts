import type { SubgraphTransport } from '../../transport/subgraph-transport.ts';

/**
 * Measures how long each request that reaches `inner` takes, failed ones included.
 *
 * @param observe told of the subgraph and of seconds
 */
export function observeTransport(
  inner: SubgraphTransport,
  observe: (labels: { readonly subgraph: string }, seconds: number) => void,
): SubgraphTransport {
  return {
    async send(request) {
      const started = performance.now();
      try {
        return await inner.send(request);
      } finally {
        const { subgraph } = request;
        observe({ subgraph }, (performance.now() - started) / 1000);
      }
    },
  };
}
