import {
  idField,
  mostNodes,
  type NodeEntity,
  nodeIdField,
  nodeInterface,
  nodeTypes,
} from '@throughgate/relay-node';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  GraphQLError,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { nameNode, stringValue } from '../../own-graph/join-directives.ts';
import type { OwnGraphPart } from '../../own-graph/own-graph-part.ts';
import { globalId, type NodeReference, readGlobalId } from './global-id.ts';

/** What the gateway answers of nodes: their ids, and which entity an id stands for. Whether there is one the agencies say. */
export function nodePart(entities: readonly NodeEntity[]): OwnGraphPart {
  const types = new Map(entities.map((entity) => [entity.type, entity]));
  const find = (id: string) => stub(readGlobalId(id, types));
  const typeDefs: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [...nodeTypes, ...entities.map(definitionOf)],
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
    { ...nodeIdField, directives: rules },
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
