import type { InMemoryCache } from '@apollo/client';
import { Supergraph } from '@apollo/federation-internals';
import { supergraphSdl } from '@throughgate/contracts';
import { isAbstractType, isObjectType, Kind } from 'graphql';

/**
 * Checks that a cache tells apart what the graph does: that it knows the members of every union and interface, and that
 * each entity is cached under its key. Raises an error that names what is missing.
 */
export async function expectCompletePolicies(cache: InMemoryCache): Promise<void> {
  const supergraph = Supergraph.build(supergraphSdl());
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
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
    const key = supergraph.schema
      .type(type.name)
      ?.appliedDirectivesOf('join__type')
      .map((directive) => directive.arguments()['key'] as string | undefined)
      .find((one) => one !== undefined);
    if (key === undefined) continue;
    const [id] = cache.policies.identify({ __typename: type.name, [key]: 'x' });
    const expected = key === 'id' ? `${type.name}:x` : `${type.name}:{"${key}":"x"}`;
    if (id !== expected) throw new Error(`${type.name} is cached as ${id}, not as ${expected}`);
  }
}
