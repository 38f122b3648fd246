import { fieldSetOf, namedType } from '@throughgate/authorization';
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';

/** A key of one field by which a subgraph finds an entity. */
export interface EntityKey {
  readonly field: string;
  /** Named type of the field: `ID`, `String`, `Int`. */
  readonly type: string;
}

/** The keys of one field of each entity of a supergraph, by type; an entity without one is not in it. */
export type EntityKeys = ReadonlyMap<string, readonly EntityKey[]>;

/** Reads the keys of a composed supergraph. A key by which no subgraph finds the entity does not count. */
export function entityKeys(document: DocumentNode): EntityKeys {
  const keys = new Map<string, readonly EntityKey[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const found = keysOf(definition);
    if (found.length > 0) keys.set(definition.name.value, found);
  }
  return keys;
}

function keysOf(definition: ObjectTypeDefinitionNode): EntityKey[] {
  const found = new Map<string, EntityKey>();
  for (const applied of definition.directives ?? []) {
    if (applied.name.value !== 'join__type') continue;
    const resolvable = applied.arguments?.find(({ name }) => name.value === 'resolvable')?.value;
    if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) continue;
    const [only, ...others] = fieldSetOf(applied, 'key');
    if (only?.kind !== Kind.FIELD || only.selectionSet || others.length > 0) continue;
    const field = only.name.value;
    const type = definition.fields?.find(({ name }) => name.value === field)?.type;
    if (type) found.set(field, { field, type: namedType(type) });
  }
  return [...found.values()];
}

/**
 * The key that a value at a path of an event's data stands for: the one called as the path ends, or else the first. The check at
 * publication sees to it that the type has one.
 */
export function keyForPath(keys: readonly EntityKey[] | undefined, path: string): EntityKey | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return keys?.find(({ field }) => field === name) ?? keys?.[0];
}
