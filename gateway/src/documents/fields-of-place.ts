import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from './fragments-by-name.ts';

/** A field that is selected in a place, by itself or in a fragment. */
export interface PlacedField {
  readonly field: FieldNode;
  /** The type that the innermost fragment around it names; `undefined` where it has that of the place. */
  readonly type: string | undefined;
}

/**
 * Makes what goes through the fields that are selected in a place: the selection set that is given, or else the operation's own. What
 * is selected below them has a place of its own.
 *
 * @param document one operation of a fetch, with its fragments
 */
export function fieldsOfPlace(document: DocumentNode): (place?: SelectionSetNode) => Iterable<PlacedField> {
  const fragments = fragmentsByName(document);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return (place = operation?.selectionSet) => (place ? fieldsOf(place, undefined) : []);

  function* fieldsOf({ selections }: SelectionSetNode, type: string | undefined): Generator<PlacedField> {
    for (const one of selections) {
      if (one.kind === Kind.FIELD) {
        yield { field: one, type };
        continue;
      }
      const { typeCondition, selectionSet } =
        one.kind === Kind.INLINE_FRAGMENT ? one : spread(one.name.value);
      yield* fieldsOf(selectionSet, typeCondition?.name.value ?? type);
    }
  }

  function spread(name: string) {
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`a fetch spreads the fragment ${name}, which it does not have`);
    return fragment;
  }
}
