import { nodeEntities, nodeInterface, nodeNameTaken } from '@throughgate/relay-node';
import type { Logger } from '@throughgate/service';
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { GatewayFeature } from '../gateway-feature.ts';
import { nodePart } from './node-part.ts';
import { refuseDetours } from './refuse-detours.ts';

/**
 * The feature by which entities are found again by a global id, as Relay's specification of object identification has it (interface
 * `Node`, `node(id:)`, `nodes(ids:)`), but that the id's field is called `nodeId`. A supergraph that has one of these names
 * itself is left as it is.
 */
export function relayNode(logger: Logger): GatewayFeature {
  return {
    name: 'Relay nodes',
    ownGraph({ document }) {
      const taken = nodeNameTaken(document);
      if (taken !== undefined) {
        logger.info({ taken }, 'the supergraph has nodes of its own; the gateway adds none');
        return undefined;
      }
      const entities = nodeEntities(document);
      return entities.length === 0 ? undefined : nodePart(entities);
    },
    onSupergraph({ document, schema }) {
      if (!isOurs(document, schema)) return {};
      const checked = new WeakSet<OperationDefinitionNode>();
      return {
        onOperation({ definition, document: asked }) {
          if (checked.has(definition)) return;
          refuseDetours(schema, asked, definition, nodeInterface);
          checked.add(definition);
        },
      };
    },
  };
}

/** Whether nodes are those of this feature: in the supergraph that features read nothing implements what only echoes. */
function isOurs({ definitions }: DocumentNode, schema: GraphQLSchema): boolean {
  const type = schema.getType(nodeInterface);
  if (!isInterfaceType(type)) return false;
  return !definitions.some(
    (one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION &&
      one.interfaces?.some(({ name }) => name.value === nodeInterface),
  );
}
