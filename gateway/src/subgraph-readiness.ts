import type { ReadinessCheck } from '@throughgate/service';
import type { SubgraphEndpoint } from './transport/http-transport.ts';

/**
 * Makes the check that one of the hub's own subgraphs says of itself that it is ready.
 *
 * @param endpoint where it is now; `undefined` when the supergraph that is served does not have it, and nothing can be
 *   missing from answers because of it
 */
export function subgraphReadiness(
  name: string,
  endpoint: () => SubgraphEndpoint | undefined,
): ReadinessCheck {
  return {
    name: `subgraph ${name}`,
    async check() {
      const url = endpoint()?.url;
      if (url === undefined) return;
      let status: number;
      try {
        const { request } = await import('undici');
        const address = new URL('/health/ready', url);
        const { statusCode, body } = await request(address, { headersTimeout: 1_500, bodyTimeout: 1_500 });
        await body.dump();
        status = statusCode;
      } catch (error) {
        throw new Error('no answer', { cause: error });
      }
      if (status !== 200) throw new Error(`not ready: HTTP status ${status}`);
    },
  };
}
