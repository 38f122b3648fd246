import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { apiSchemaOf } from '../operations/api-schema.ts';

/** A supergraph as a gateway loads it. */
export interface LoadedSupergraph {
  /** The schema that clients see. */
  apiSchema(): GraphQLSchema;
}

/** How many are kept: what is live, and what is proposed. Those of 300 subgraphs take hundreds of megabytes each. */
const mostKept = 2;

const kept = new Map<string, LoadedSupergraph>();

/**
 * Loads a supergraph, or finds it among those that this thread loaded last: one check needs the proposed one twice and
 * the live one once, and the next check has the same live one. Raises what the gateway would raise.
 */
export function loadSupergraph(supergraphSdl: string): LoadedSupergraph {
  const found = kept.get(supergraphSdl) ?? load(supergraphSdl);
  // Last again, so that what is used stays longest.
  kept.delete(supergraphSdl);
  kept.set(supergraphSdl, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return found;
}

function load(supergraphSdl: string): LoadedSupergraph {
  const supergraph = Supergraph.build(supergraphSdl);
  let apiSchema: GraphQLSchema | undefined;
  return {
    apiSchema() {
      apiSchema ??= apiSchemaOf(supergraph);
      return apiSchema;
    },
  };
}
