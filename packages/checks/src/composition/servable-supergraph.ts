import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { apiSchemaOf } from './api-schema-of.ts';
import { gatewaySchemaOf } from './gateway-schema-of.ts';
import { supportedFeatures } from './supported-features.ts';

/** A supergraph as a gateway loads it. */
export interface ServableSupergraph {
  /** The schema that clients see. */
  apiSchema(): GraphQLSchema;
  /** The same with what the gateway itself answers: `node` and `nodes`. */
  gatewaySchema(): GraphQLSchema;
}

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
  let ofSubgraphs: GraphQLSchema | undefined;
  let ofGateway: GraphQLSchema | undefined;
  const apiSchema = () => {
    ofSubgraphs ??= apiSchemaOf(supergraph);
    return ofSubgraphs;
  };
  return {
    apiSchema,
    gatewaySchema() {
      ofGateway ??= gatewaySchemaOf(supergraphSdl, apiSchema());
      return ofGateway;
    },
  };
}
