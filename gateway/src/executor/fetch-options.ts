import type { GraphQLSchema } from 'graphql';
import type { TypeConditions } from '../planning/type-conditions.ts';
import type { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';

/** What compiled fetches work with. */
export interface FetchOptions {
  readonly transport: SubgraphTransport;
  /** Type conditions of the supergraph, inaccessible types included. */
  readonly matches: TypeConditions;
  /** The supergraph's schema, inaccessible types included. */
  readonly schema: GraphQLSchema;
  /** Told of each request that got no usable answer, for logs and metrics. */
  readonly onFetchFailure?: ((error: SubgraphError, requestId: string) => void) | undefined;
}
