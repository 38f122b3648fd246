import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  GraphQLError,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';
import { nameNode, stringValue } from '../../own-graph/join-directives.ts';
import type { OwnGraphPart } from '../../own-graph/own-graph-part.ts';
import { globalId, type NodeReference, readGlobalId } from './global-id.ts';
import { idField, type NodeEntity } from './node-entities.ts';

/** Name of the interface. */
export const nodeInterface = 'Node';

/** Most nodes that one field gives: each is one more entity in a request to its agency. */
const mostNodes = 1000;

const shared = parse(
  `"Something that is found again by an id of its own: see \`node\`."
   interface ${nodeInterface} {
     """
     The node's id among all nodes, for \`node\` and \`nodes\`; to be passed on as it is. It contains what the agency knows the record by.
     """
     ${idField}: ID!
   }
   type Query {
     """
     Finds a node by its id. Where its agency has none, it is null, or its fields are where all that are selected may be. What of it a
     caller may have is said by the fields of its type. Raises \`BAD_USER_INPUT\` for what is no id.
     """
     node(
       "What \`nodeId\` gave."
       id: ID!
     ): ${nodeInterface}
     """
     Finds several nodes, in the order of their ids, at most ${mostNodes}: null for each that there is not. Raises \`BAD_USER_INPUT\` for what is no
     id, and for too many.
     """
     nodes(
       "What \`nodeId\` gave."
       ids: [ID!]!
     ): [${nodeInterface}]!
   }`,
  { noLocation: true },
);

/** What the gateway answers of nodes: their ids, and which entity an id stands for. Whether there is one the agencies say. */
export function nodePart(entities: readonly NodeEntity[]): OwnGraphPart {
  const types = new Map(entities.map((entity) => [entity.type, entity]));
  const find = (id: string) => stub(readGlobalId(id, types));
  const typeDefs: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [...shared.definitions, ...entities.map(definitionOf)],
  };
  return {
    typeDefs,
    // A node says of itself what its id said; which types there may be closed is decided by their own fields.
    echoing: [nodeInterface],
    resolvers: {
      Query: {
        node: (_: unknown, { id }: { id: string }) => find(id),
        nodes(_: unknown, { ids }: { ids: readonly string[] }) {
          if (ids.length > mostNodes) throw tooMany(ids.length);
          return ids.map(findOrFail);
        },
      },
      [nodeInterface]: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      ...Object.fromEntries(
        entities.map(({ type, key }) => [
          type,
          {
            [idField]: (entity: Readonly<Record<string, unknown>>) => globalId(type, entity[key.name.value]),
          },
        ]),
      ),
    },
  };

  /** An error in a list is that of its place alone. */
  function findOrFail(id: string) {
    try {
      return find(id);
    } catch (error) {
      return error;
    }
  }

  function stub({ type, key }: NodeReference) {
    return { __typename: type, [types.get(type)?.key.name.value ?? '']: key };
  }
}

/** The stub of an entity. Its id tells its key, so it has what the key's field has: who may see it, and whom it is about. */
function definitionOf({ type, key }: NodeEntity): ObjectTypeDefinitionNode {
  const rules = (key.directives ?? []).filter(
    ({ name }) => !name.value.startsWith('join__') && name.value !== 'deprecated',
  );
  const fields: FieldDefinitionNode[] = [
    { kind: Kind.FIELD_DEFINITION, name: key.name, type: key.type },
    {
      kind: Kind.FIELD_DEFINITION,
      description: { kind: Kind.STRING, value: `Its id among all nodes, for \`node\`.` },
      name: nameNode(idField),
      type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: nameNode('ID') } },
      directives: rules,
    },
  ];
  return {
    kind: Kind.OBJECT_TYPE_DEFINITION,
    name: nameNode(type),
    interfaces: [{ kind: Kind.NAMED_TYPE, name: nameNode(nodeInterface) }],
    directives: [keyDirective(key.name.value)],
    fields,
  };
}

function keyDirective(fields: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: nameNode('key'),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('fields'), value: stringValue(fields) }],
  };
}

function tooMany(given: number): GraphQLError {
  return new GraphQLError(`At most ${mostNodes} nodes are found at once, and these are ${given}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
