import { withNodes } from '@throughgate/relay-node';
import { type GraphQLSchema, parse } from 'graphql';

/**
 * The schema that clients see at a gateway: what its subgraphs have, and `node` and `nodes`, which it answers itself.
 *
 * @param apiSchema what `apiSchemaOf` gives of the supergraph
 */
export function gatewaySchemaOf(supergraph: string, apiSchema: GraphQLSchema): GraphQLSchema {
  return withNodes(apiSchema, parse(supergraph, { noLocation: true }));
}
