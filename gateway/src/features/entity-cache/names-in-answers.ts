import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from '../../documents/fragments-by-name.ts';

/** Adds to `names` the values in an answer, or in an entity of one, by which events name what is shown there. */
export type AddNames = (answer: unknown, names: Set<string>) => void;

/** Where in an answer names are. */
interface NamedPlace {
  isName: boolean;
  readonly below: Map<string, NamedPlace>;
}

/**
 * Compiles what finds the names in answers to a document: values of fields that are called as one of `fields`.
 *
 * @param document one operation, with its fragments
 */
export function namesInAnswers(document: DocumentNode, fields: ReadonlySet<string>): AddNames {
  const fragments = fragmentsByName(document);
  const root: NamedPlace = { isName: false, below: new Map() };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) place(definition.selectionSet, root);
  }
  return (answer, names) => collect(answer, root, names);

  function place({ selections }: SelectionSetNode, into: NamedPlace): void {
    for (const one of selections) {
      if (one.kind !== Kind.FIELD) {
        place(
          one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : spread(one.name.value).selectionSet,
          into,
        );
        continue;
      }
      const key = (one.alias ?? one.name).value;
      const found = into.below.get(key) ?? { isName: false, below: new Map<string, NamedPlace>() };
      found.isName ||= fields.has(one.name.value) && !one.selectionSet;
      if (one.selectionSet) place(one.selectionSet, found);
      if (found.isName || found.below.size > 0) into.below.set(key, found);
    }
  }

  function spread(name: string): FragmentDefinitionNode {
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`a fetch spreads the fragment ${name}, which it does not have`);
    return fragment;
  }
}

function collect(value: unknown, { isName, below }: NamedPlace, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, { isName, below }, names);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of below) collect(Reflect.get(value, key), inner, names);
  } else if (isName && value !== null && value !== undefined) {
    names.add(String(value));
  }
}
