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
        onFetch({ options, setOptions, executionRequest, context }) {
          const subgraph = executionRequest?.subgraphName;
          if (typeof options.body !== 'string' || subgraph === undefined) return;
          const { headers: client = {} } = context as { headers?: Record<string, string> };
          const { authorization, 'throughgate-purpose': purpose } = client;
          const headers = sign({ subgraph, body: options.body, authorization, purpose }, serviceKey);
          setOptions({ ...options, headers: { ...options.headers, ...headers } });
        },
      },
    ],
  });
}
