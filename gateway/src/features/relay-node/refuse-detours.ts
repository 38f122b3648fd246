import {
  type DocumentNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsByName } from '../../documents/fragments-by-name.ts';

/**
 * Refuses a fragment on an interface below a field that returns a union or another interface. What stands behind those may be closed
 * to the caller, and only fields of its own type say so: a field of this interface says what whoever asked knew already, which is
 * true below a field that returns the interface itself.
 *
 * Raises `GraphQLError` with code `BAD_USER_INPUT`.
 */
export function refuseDetours(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
  name: string,
): void {
  const fragments = fragmentsByName(document);
  const visited = new Set<string>();
  look(selectionSet, schema.getRootType(operation), schema.getRootType(operation));

  /**
   * @param type what the selections are of
   * @param returned what the field around them returns
   */
  function look(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined | null,
    returned: GraphQLNamedType | undefined | null,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (!selection.selectionSet) continue;
        const field = type && 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
        const below = field && getNamedType(field.type);
        look(selection.selectionSet, below, below);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition === name && isAbstractType(returned) && returned.name !== name) {
        throw new GraphQLError(
          `A fragment on "${name}" cannot stand below a field that returns "${returned.name}": select "nodeId" on each type.`,
          { extensions: { code: 'BAD_USER_INPUT' } },
        );
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const place = `${selection.name.value} ${returned?.name}`;
        if (visited.has(place)) continue;
        visited.add(place);
      }
      look(fragment.selectionSet, condition === undefined ? type : schema.getType(condition), returned);
    }
  }
}
