import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { sign } from './sign.ts';

/** What ApolloServer's `context` must give: the headers of the client's request by which agencies know who asks and what for. */
export interface ClientContext {
  readonly authorization?: string | undefined;
  readonly purpose?: string | undefined;
}

/**
 * @apollo/gateway over a hub's supergraph, as `hub supergraph fetch --without-requirements` gives it; for `new ApolloServer({ gateway })`.
 * It refuses a supergraph that says who may see what, since it would not enforce that: the agencies do, by the token.
 */
export function apolloGateway(supergraphSdl: string, serviceKey: string): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url = '' }) =>
      new RemoteGraphQLDataSource<ClientContext>({
        url,
        willSendRequest({ request, context: { authorization, purpose } }) {
          if (authorization) request.http?.headers.set('authorization', authorization);
          if (purpose) request.http?.headers.set('throughgate-purpose', purpose);
        },
        fetcher(address, init) {
          const body = String(init?.body);
          const { authorization, 'throughgate-purpose': purpose } = { ...init?.headers } as Record<
            string,
            string
          >;
          const headers = sign({ subgraph: name, body, authorization, purpose }, serviceKey);
          return fetch(address, {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json', ...headers },
          });
        },
      }),
  });
}
