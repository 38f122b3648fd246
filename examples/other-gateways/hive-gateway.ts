import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import http from '@graphql-mesh/transport-http';
import { sign } from './sign.ts';

/** Hive Gateway over a hub's supergraph, as `hub supergraph fetch` gives it; for `createServer(hiveGateway(…))`. */
export function hiveGateway(supergraph: string, serviceKey: string) {
  return createGatewayRuntime({
    supergraph,
    transports: { http },
    plugins: () => [
      {
        onFetch({ options, setOptions }) {
          if (typeof options.body !== 'string') return;
          setOptions({ ...options, headers: { ...options.headers, ...sign(options.body, serviceKey) } });
        },
      },
    ],
  });
}
