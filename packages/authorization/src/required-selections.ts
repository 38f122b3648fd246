import { type ConstDirectiveNode, Kind, parse, type SelectionNode } from 'graphql';

/**
 * What a field of a supergraph needs of others in its place: the `@requires` of each subgraph that has it, as composition
 * writes them (`@join__field(requires: "…")`).
 */
export function requiredSelections(directives: readonly ConstDirectiveNode[] = []): readonly SelectionNode[] {
  return directives.flatMap(({ name, arguments: given = [] }) => {
    if (name.value !== 'join__field') return [];
    const value = given.find((argument) => argument.name.value === 'requires')?.value;
    if (value?.kind !== Kind.STRING) return [];
    const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  });
}
