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
    send(request) {
      const { subgraph } = request;
      const started = performance.now();
      const told = () => observe({ subgraph }, (performance.now() - started) / 1000);
      return inner.send(request).then(
        (answer) => {
          told();
          return answer;
        },
        (error: unknown) => {
          told();
          throw error;
        },
      );
    },
  };
}
