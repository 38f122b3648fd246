import { Kind, parse, type SelectionNode } from 'graphql';

/**
 * Response names that a fetch selects at its top (for an entity fetch: below `_entities`), so that an error
 * can say which fields are missing when a subgraph gives no answer at all.
 */
export function topLevelNames(operation: string, entities: boolean): readonly string[] {
  const document = parse(operation, { noLocation: true });
  const names = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (!entities) collect(selection);
      else if (selection.kind === Kind.FIELD) selection.selectionSet?.selections.forEach(collect);
    }
  }
  return [...names];

  function collect(selection: SelectionNode): void {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value !== '__typename') names.add((selection.alias ?? selection.name).value);
      return;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      selection.selectionSet.selections.forEach(collect);
      return;
    }
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value) {
        definition.selectionSet.selections.forEach(collect);
      }
    }
  }
}
