import { Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from '../documents/fragments-by-name.ts';

/** The fields that a fetch selects in one place, by the names under which their values come. */
export type SelectedFields = ReadonlyMap<string, SelectedField>;

/** One of them. */
export interface SelectedField {
  readonly name: string;
  /** Types on which it is selected; none when that is the type of the place. */
  readonly types: ReadonlySet<string>;
  readonly fields: SelectedFields;
}

interface Collected extends SelectedField {
  readonly types: Set<string>;
  readonly fields: Map<string, Collected>;
}

/**
 * Reads what a fetch selects, type names left out, so that an error can say which fields are missing when a subgraph gives
 * no answer.
 *
 * @param entities whether it is a fetch of entities: then what it selects below `_entities`
 * @param renamed keys that the plan renames in the answer
 */
export function selectedFields(
  operation: string,
  entities: boolean,
  renamed: ReadonlyMap<string, string>,
): SelectedFields {
  const document = parse(operation, { noLocation: true });
  const fragments = fragmentsByName(document);
  const root = new Map<string, Collected>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) collect(definition.selectionSet, undefined, root);
  }
  return entities ? (root.get('_entities')?.fields ?? new Map()) : root;

  function collect(
    { selections }: SelectionSetNode,
    type: string | undefined,
    into: Map<string, Collected>,
  ): void {
    for (const selection of selections) collectOne(selection, type, into);
  }

  function collectOne(
    selection: SelectionNode,
    type: string | undefined,
    into: Map<string, Collected>,
  ): void {
    switch (selection.kind) {
      case Kind.FIELD: {
        const name = selection.name.value;
        if (name === '__typename') return;
        const given = (selection.alias ?? selection.name).value;
        const key = renamed.get(given) ?? given;
        const field = into.get(key) ?? { name, types: new Set<string>(), fields: new Map() };
        into.set(key, field);
        if (type !== undefined) field.types.add(type);
        if (selection.selectionSet) collect(selection.selectionSet, undefined, field.fields);
        return;
      }
      case Kind.INLINE_FRAGMENT:
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type, into);
        return;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, fragment.typeCondition.name.value, into);
      }
    }
  }
}
