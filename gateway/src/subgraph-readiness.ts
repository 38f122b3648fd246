import type { ReadinessCheck } from '@throughgate/service';
import { request } from 'undici';
import type { SubgraphEndpoint } from './transport/http-transport.ts';

/** Checks that one of the hub's own subgraphs says of itself that it is ready. */
export function subgraphReadiness({ name, url }: SubgraphEndpoint): ReadinessCheck {
  const address = new URL('/health/ready', url);
  return {
    name: `subgraph ${name}`,
    async check() {
      let status: number;
      try {
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
