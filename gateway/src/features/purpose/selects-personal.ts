import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { lookAtSelectedFields } from '../../planning/look-at-selected-fields.ts';
import type { PersonalParts } from './personal-types.ts';

/**
 * Whether an operation selects data of people, or states some in an argument, in itself or in fragments. What is `@skip`ped
 * counts: whether it is asked for is up to variables, and this is worked out once for all of them.
 */
export function selectsPersonal(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  schema: GraphQLSchema,
  parts: PersonalParts,
): boolean {
  let found = false;
  lookAtSelectedFields(schema, document, operation, (type, { name, arguments: given = [] }) => {
    const field = name.value;
    found ||= parts.field(type, field);
    found ||= given.some((one) => parts.argument(type, field, one.name.value));
  });
  return found;
}
