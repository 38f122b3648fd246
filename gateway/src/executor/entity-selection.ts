import {
  Kind,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
} from 'graphql';
import { fragmentsByName } from '../documents/fragments-by-name.ts';

/** What the operation of a fetch asks of each entity. */
export interface EntitySelection {
  /**
   * What it selects, as text in braces and without fragments that need a definition: the same text means the same wherever it
   * comes up, whatever the fetch is called and however its variable of representations is.
   */
  readonly text: string;
  /** Definitions of the variables that it uses, by name, but for that of representations. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Reads what a fetch of entities asks of each.
 *
 * @param operation the planner's: it selects nothing but `_entities`
 */
export function entitySelection(operation: string): EntitySelection {
  const document = parse(operation, { noLocation: true });
  const fragments = fragmentsByName(document);
  const selections: SelectionSetNode['selections'][number][] = [];
  const variables = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const field of definition.selectionSet.selections) {
      if (field.kind === Kind.FIELD && field.selectionSet)
        selections.push(...inlined(field.selectionSet).selections);
    }
    for (const variable of definition.variableDefinitions ?? []) {
      const name = variable.variable.name.value;
      if (name !== 'representations') variables.set(name, textOf(variable));
    }
  }
  return { text: textOf({ kind: Kind.SELECTION_SET, selections }), variables };

  function inlined({ selections: given }: SelectionSetNode): SelectionSetNode {
    return {
      kind: Kind.SELECTION_SET,
      selections: given.map((selection) => {
        if (selection.kind !== Kind.FRAGMENT_SPREAD) {
          return selection.selectionSet
            ? { ...selection, selectionSet: inlined(selection.selectionSet) }
            : selection;
        }
        const fragment = fragments.get(selection.name.value);
        if (!fragment) throw new Error(`no fragment ${selection.name.value}`);
        const { typeCondition, selectionSet } = fragment;
        const { directives = [] } = selection;
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: inlined(selectionSet) };
      }),
    };
  }
}

function textOf(node: SelectionSetNode | VariableDefinitionNode): string {
  return stripIgnoredCharacters(print(node));
}
