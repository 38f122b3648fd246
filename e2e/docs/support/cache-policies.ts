import type { InMemoryCache } from '@apollo/client';
import { apiSchemaOf } from '@throughgate/checks';
import { supergraphSdl } from '@throughgate/contracts';
import { isAbstractType, isObjectType, Kind, parse } from 'graphql';

/**
 * Checks that a cache tells apart what the graph does: that it knows the members of every union and interface, and that
 * each entity is cached under its key. Raises an error that names what is missing.
 */
export async function expectCompletePolicies(cache: InMemoryCache): Promise<void> {
  const sdl = supergraphSdl();
  const schema = apiSchemaOf(sdl);
  const keys = keysOf(sdl);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) {
      for (const { name } of schema.getPossibleTypes(type)) {
        const fragment = {
          kind: Kind.INLINE_FRAGMENT as const,
          typeCondition: {
            kind: Kind.NAMED_TYPE as const,
            name: { kind: Kind.NAME as const, value: type.name },
          },
          selectionSet: { kind: Kind.SELECTION_SET as const, selections: [] },
        };
        if (!cache.policies.fragmentMatches(fragment, name))
          throw new Error(`${name} is not known as ${type.name}`);
      }
    }
    if (!isObjectType(type)) continue;
    const key = keys.get(type.name);
    if (key === undefined) continue;
    const [id] = cache.policies.identify({ __typename: type.name, [key]: 'x' });
    const expected = key === 'id' ? `${type.name}:x` : `${type.name}:{"${key}":"x"}`;
    if (id !== expected) throw new Error(`${type.name} is cached as ${id}, not as ${expected}`);
  }
}

/** The key by which each entity of a supergraph is known. */
function keysOf(sdl: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const definition of parse(sdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const key = definition.directives
      ?.filter(({ name }) => name.value === 'join__type')
      .flatMap(({ arguments: given = [] }) => given)
      .find(({ name }) => name.value === 'key')?.value;
    if (key?.kind === Kind.STRING) keys.set(definition.name.value, key.value);
  }
  return keys;
}
