import {
  GraphQLError,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type ValidationRule,
} from 'graphql';

/**
 * Refuses a variable that may be null for the field of a `@oneOf` input object that must be given. graphql-js 16 has the rule
 * (VariablesInAllowedPosition) and overlooks it where the input object itself must not be null.
 */
export const oneOfVariables: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const nullable = new Set(
      (operation.variableDefinitions ?? [])
        .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
        .map(({ variable }) => variable.name.value),
    );
    for (const { node, parentType } of context.getRecursiveVariableUsages(operation)) {
      if (!isNonNullType(parentType)) continue;
      const parent = getNullableType(parentType);
      const name = node.name.value;
      if (!isInputObjectType(parent) || !parent.isOneOf || !nullable.has(name)) continue;
      context.reportError(
        new GraphQLError(
          `Variable "$${name}" must be non-nullable to be used for OneOf Input Object "${parent.name}".`,
          { nodes: node },
        ),
      );
    }
  },
});
