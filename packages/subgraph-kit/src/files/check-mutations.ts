import { Kind, parse } from 'graphql';

/**
 * Makes sure that a schema and the resolvers have the same mutations: GraphQL servers pass over a resolver that has no field.
 * Raises an error naming those that only one of them has.
 */
export function checkMutations(name: string, sdl: string, resolved: readonly string[]): void {
  const declared = parse(sdl).definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    definition.name.value === 'Mutation'
      ? (definition.fields ?? []).map((field) => field.name.value)
      : [],
  );
  const problems = [
    ...resolved.filter((mutation) => !declared.includes(mutation)).map(noField),
    ...declared.filter((mutation) => !resolved.includes(mutation)).map(noCommand),
  ];
  if (problems.length > 0) throw new Error(`${name}: ${problems.join('; ')}`);
}

function noField(mutation: string): string {
  return `there is a command ${mutation}, and no such mutation in the schema`;
}

function noCommand(mutation: string): string {
  return `there is a mutation ${mutation} in the schema, and no command for it`;
}
