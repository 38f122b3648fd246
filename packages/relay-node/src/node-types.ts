import { type FieldDefinitionNode, Kind, parse, type TypeDefinitionNode } from 'graphql';
import { idField } from './node-entities.ts';

/** Name of the interface. */
export const nodeInterface = 'Node';

/** Most nodes that one field gives: each is one more entity in a request to its agency. */
export const mostNodes = 1000;

const { definitions } = parse(
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

/** The interface, and the fields of `Query` that give nodes. */
export const nodeTypes = definitions as readonly TypeDefinitionNode[];

/** What each entity that is a node has more than its subgraphs say. */
export const nodeIdField: FieldDefinitionNode = {
  kind: Kind.FIELD_DEFINITION,
  description: { kind: Kind.STRING, value: 'Its id among all nodes, for `node`.' },
  name: { kind: Kind.NAME, value: idField },
  type: {
    kind: Kind.NON_NULL_TYPE,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'ID' } },
  },
};
