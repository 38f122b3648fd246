import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { apiSchemaOf } from './api-schema-of.ts';

/** A supergraph as a gateway loads it. */
export interface ServableSupergraph {
  /** The schema that clients see. */
  apiSchema(): GraphQLSchema;
}

/**
 * What a supergraph may link. The planner knows nothing of who may see what and refuses what says so, lest it be passed over: the
 * gateway enforces that before it plans.
 */
const supportedFeatures = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  'https://specs.apollo.dev/authenticated/v0.1',
  'https://specs.apollo.dev/requiresScopes/v0.1',
  'https://specs.apollo.dev/policy/v0.1',
]);

/** What is live, and what is proposed: those of 300 subgraphs take hundreds of megabytes each. */
const lately = new LRUCache<string, ServableSupergraph>({ max: 2 });

/**
 * Loads a supergraph, or finds it among those that this thread loaded last: one check needs the proposed one twice and
 * the live one once, and the next check has the same live one. Raises what the gateway would raise.
 */
export function servableSupergraph(supergraphSdl: string): ServableSupergraph {
  const found = lately.get(supergraphSdl);
  if (found) return found;
  const loaded = load(supergraphSdl);
  lately.set(supergraphSdl, loaded);
  return loaded;
}

function load(supergraphSdl: string): ServableSupergraph {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures });
  let apiSchema: GraphQLSchema | undefined;
  return {
    apiSchema() {
      apiSchema ??= apiSchemaOf(supergraph);
      return apiSchema;
    },
  };
}
