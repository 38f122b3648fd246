import type { DocumentNode } from 'graphql';
import { fieldsOfPlace, type PlacedField } from '../../documents/fields-of-place.ts';

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
  const fieldsOf = fieldsOfPlace(document);
  const root: NamedPlace = { isName: false, below: new Map() };
  place(fieldsOf(), root);
  return (answer, names) => collect(answer, root, names);

  function place(selected: Iterable<PlacedField>, into: NamedPlace): void {
    for (const { field } of selected) {
      const key = (field.alias ?? field.name).value;
      const found = into.below.get(key) ?? { isName: false, below: new Map<string, NamedPlace>() };
      found.isName ||= fields.has(field.name.value) && !field.selectionSet;
      if (field.selectionSet) place(fieldsOf(field.selectionSet), found);
      if (found.isName || found.below.size > 0) into.below.set(key, found);
    }
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
