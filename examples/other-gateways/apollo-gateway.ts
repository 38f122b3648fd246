import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { sign } from './sign.ts';

/** @apollo/gateway over a hub's supergraph, as `hub supergraph fetch` gives it; for `new ApolloServer({ gateway })`. */
export function apolloGateway(supergraphSdl: string, serviceKey: string): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource({
        url,
        fetcher: (address, init) =>
          fetch(address, {
            method: 'POST',
            body: String(init?.body),
            headers: { 'content-type': 'application/json', ...sign(String(init?.body), serviceKey) },
          }),
      }),
  });
}
