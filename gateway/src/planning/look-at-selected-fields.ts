import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { fragmentsByName } from '../documents/fragments-by-name.ts';

/**
 * Goes through every field that an operation selects, by itself and in the fragments that it spreads; each fragment is gone
 * through once, however often it is spread. What `@skip` or `@include` leaves out counts: that is up to variables.
 *
 * @param look told the type on which the document selects the field, which may be an interface
 */
export function lookAtSelectedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  look: (parentType: string, field: FieldNode) => void,
): void {
  const fragments = fragmentsByName(document);
  // Grows while it is gone through.
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field(field) {
      const parentType = types.getParentType()?.name;
      if (parentType !== undefined) look(parentType, field);
    },
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (fragment) reached.add(fragment);
    },
  });
  for (const definition of reached) visit(definition, visitor);
}
