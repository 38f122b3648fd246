import {
  type FieldNode,
  type GraphQLArgument,
  type OperationDefinitionNode,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';

/** Values of variables. */
export type Variables = Readonly<Record<string, unknown>>;

/** The values that a client sent, and the defaults of the operation for those that it did not. */
export function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables,
): Variables {
  const all: Record<string, unknown> = { ...variables };
  for (const { variable, defaultValue } of variableDefinitions) {
    if (defaultValue) all[variable.name.value] ??= valueFromASTUntyped(defaultValue);
  }
  return all;
}

/** The value of an argument, as it is written, or its default; `undefined` where there is none. */
export function argumentValue(node: FieldNode, argument: GraphQLArgument, variables: Variables): unknown {
  const given = node.arguments?.find(({ name }) => name.value === argument.name);
  const value = given && valueFromASTUntyped(given.value, variables);
  return value === undefined ? argument.defaultValue : value;
}

/** Whether `@skip` and `@include` leave a selection in. What has no sensible value counts as left in. */
export function isIncluded({ directives = [] }: SelectionNode, variables: Variables): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    const condition = given.find((one) => one.name.value === 'if');
    if (!condition) return true;
    const value = valueFromASTUntyped(condition.value, variables);
    if (name.value === 'skip') return value !== true;
    return name.value !== 'include' || value !== false;
  });
}
