import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { supportedFeatures } from './supported-features.ts';

/** The schema that clients see of a supergraph, given in SDL or loaded, made as the gateway makes it. */
export function apiSchemaOf(supergraph: string | Supergraph): GraphQLSchema {
  const loaded =
    typeof supergraph === 'string' ? Supergraph.build(supergraph, { supportedFeatures }) : supergraph;
  return loaded.apiSchema().toGraphQLJSSchema();
}
