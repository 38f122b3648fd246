import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { SubgraphServer } from './subgraph-server.ts';

/** Composes the supergraph of some subgraph servers. */
export function compose(subgraphs: readonly Pick<SubgraphServer, 'name' | 'url' | 'typeDefs'>[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs: parse(typeDefs) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
