import { type GraphQLSchema, isAbstractType, isInterfaceType } from 'graphql';

/**
 * Answers whether an object of type `typename` satisfies `... on condition`: the type itself, or a member or
 * implementation of it, interfaces included (an `@interfaceObject` subgraph answers with the interface's name).
 */
export type TypeConditions = (condition: string, typename: string) => boolean;

/** Precomputes all type conditions of a schema. */
export function createTypeConditions(schema: GraphQLSchema): TypeConditions {
  const members = new Map<string, Set<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isAbstractType(type)) continue;
    const names = new Set(schema.getPossibleTypes(type).map(({ name }) => name));
    if (isInterfaceType(type)) {
      for (const { name } of schema.getImplementations(type).interfaces) names.add(name);
    }
    members.set(type.name, names);
  }
  return (condition, typename) => condition === typename || members.get(condition)?.has(typename) === true;
}
