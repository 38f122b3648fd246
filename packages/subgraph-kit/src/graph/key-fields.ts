import { fieldSetOf, namesOf } from '@throughgate/authorization';
import { type DocumentNode, Kind } from 'graphql';

/**
 * The fields by which a type is found, as its `@key`s name them: the gateway fetches them to join, whoever asks. Of a field with
 * fields of its own the outermost counts: what lies within belongs to other types.
 */
export function keyFields(document: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Set(namesOf(document, 'key'));
  const found = new Map<string, Set<string>>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) {
      continue;
    }
    const fields = found.get(definition.name.value) ?? new Set();
    found.set(definition.name.value, fields);
    for (const directive of definition.directives ?? []) {
      if (!names.has(directive.name.value)) continue;
      for (const one of fieldSetOf(directive, 'fields')) {
        if (one.kind === Kind.FIELD) fields.add(one.name.value);
      }
    }
  }
  return found;
}
