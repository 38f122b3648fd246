import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * Whether an operation asks for more than the schema itself (`__schema`, `__type`, `__typename`): tools read the schema
 * at every start, which says nothing of the fields in use.
 */
export function asksSubgraphs(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const visited = new Set<string>();
  return asks(operation.selectionSet);

  function asks({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
      if (selection.kind === Kind.INLINE_FRAGMENT) return asks(selection.selectionSet);
      return fragmentAsks(selection.name.value);
    });
  }

  function fragmentAsks(name: string): boolean {
    if (visited.has(name)) return false;
    visited.add(name);
    return document.definitions.some(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION &&
        definition.name.value === name &&
        asks(definition.selectionSet),
    );
  }
}
