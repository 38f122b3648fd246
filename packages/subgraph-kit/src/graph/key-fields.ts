import { type ConstDirectiveNode, type DocumentNode, Kind, parse } from 'graphql';

/**
 * The fields by which a type is found, as its `@key`s name them: the gateway fetches them to join, whoever asks. Under whatever
 * name a `@link` imports the directive.
 */
export function keyFields(document: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const names = keyNames(document);
  const found = new Map<string, Set<string>>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) {
      continue;
    }
    const fields = found.get(definition.name.value) ?? new Set();
    found.set(definition.name.value, fields);
    for (const directive of definition.directives ?? []) {
      if (!names.has(directive.name.value)) continue;
      for (const field of fieldsOf(directive)) fields.add(field);
    }
  }
  return found;
}

/** The outermost fields of a key: what lies within belongs to other types. */
function fieldsOf({ arguments: given = [] }: ConstDirectiveNode): readonly string[] {
  const value = given.find(({ name }) => name.value === 'fields')?.value;
  if (value?.kind !== Kind.STRING) return [];
  const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? one.name.value : []));
}

function keyNames(document: DocumentNode): ReadonlySet<string> {
  const names = new Set(['key', 'federation__key']);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_EXTENSION && definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const { arguments: given = [] } of definition.directives ?? []) {
      const imports = given.find(({ name }) => name.value === 'import')?.value;
      if (imports?.kind !== Kind.LIST) continue;
      for (const one of imports.values) {
        if (one.kind !== Kind.OBJECT) continue;
        const text = (field: string) => {
          const value = one.fields.find(({ name }) => name.value === field)?.value;
          return value?.kind === Kind.STRING ? value.value : undefined;
        };
        const as = text('as');
        if (text('name') === '@key' && as) names.add(as.slice(1));
      }
    }
  }
  return names;
}
