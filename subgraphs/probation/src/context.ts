import type { SubgraphContext } from '@throughgate/subgraph-kit';
import type { Loaders } from './loaders.ts';

/** What this subgraph's resolvers find in their context. */
export type Context = SubgraphContext<Loaders>;
