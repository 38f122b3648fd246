import { type ConstDirectiveNode, Kind, parse, type SelectionNode } from 'graphql';

/**
 * The field set that an argument of a directive holds, as `@key` and `@requires` have it in a subgraph, and `@join__type` and
 * `@join__field` in a supergraph: `organisation { id } number`. Empty where the directive has no such argument.
 */
export function fieldSetOf(
  { arguments: given = [] }: ConstDirectiveNode,
  argument: string,
): readonly SelectionNode[] {
  const value = given.find(({ name }) => name.value === argument)?.value;
  if (value?.kind !== Kind.STRING) return [];
  const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
}
