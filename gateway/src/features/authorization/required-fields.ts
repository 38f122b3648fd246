import { isOpen, type Requirement, type Requirements } from '@throughgate/authorization';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { lookAtSelectedFields } from '../../planning/look-at-selected-fields.ts';

/** The fields that an operation selects and that not everybody may have, as `Type.field`. */
export type RequiredFields = ReadonlyMap<string, Requirement>;

/**
 * Finds what an operation selects that requires something, in whatever fragments it spreads. A field counts where the document
 * selects it: on an interface, what the interface's field requires.
 */
export function requiredFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  requirements: Requirements,
): RequiredFields {
  const found = new Map<string, Requirement>();
  lookAtSelectedFields(schema, document, operation, (type, { name }) => {
    const requirement = requirements.ofField(type, name.value);
    if (!isOpen(requirement)) found.set(`${type}.${name.value}`, requirement);
  });
  return found;
}
