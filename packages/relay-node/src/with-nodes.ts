import { type DocumentNode, extendSchema, type GraphQLSchema, Kind, type NameNode } from 'graphql';
import { nodeEntities } from './node-entities.ts';
import { nodeNameTaken } from './node-name-taken.ts';
import { nodeIdField, nodeInterface, nodeTypes } from './node-types.ts';

/**
 * The schema that clients see at a gateway: with `Node`, `node` and `nodes`, which no subgraph has.
 *
 * @param schema the schema that clients see of the supergraph
 * @param supergraph the whole of it
 */
export function withNodes(schema: GraphQLSchema, supergraph: DocumentNode): GraphQLSchema {
  const entities = nodeEntities(supergraph);
  if (entities.length === 0 || nodeNameTaken(supergraph) !== undefined) return schema;
  const definitions: DocumentNode['definitions'] = [
    ...nodeTypes.map((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION ? { ...one, kind: Kind.OBJECT_TYPE_EXTENSION as const } : one,
    ),
    ...entities.map(({ type }) => ({
      kind: Kind.OBJECT_TYPE_EXTENSION as const,
      name: nameNode(type),
      interfaces: [{ kind: Kind.NAMED_TYPE as const, name: nameNode(nodeInterface) }],
      fields: [nodeIdField],
    })),
  ];
  return extendSchema(schema, { kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true });
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
