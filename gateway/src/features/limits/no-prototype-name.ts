import { GraphQLError, type ValidationRule } from 'graphql';

/**
 * Refuses the name `__proto__` for an alias, which no JavaScript client could read and which invites prototype pollution, and
 * for a variable, of which graphql-js would lose the value.
 */
export const noPrototypeName: ValidationRule = (context) => {
  const refuse = (what: string, name: string | undefined) => {
    if (name !== '__proto__') return;
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
    context.reportError(new GraphQLError(`The ${what} "__proto__" is not allowed.`, { extensions }));
  };
  return {
    Field: ({ alias }) => refuse('alias', alias?.value),
    VariableDefinition: ({ variable }) => refuse('variable', variable.name.value),
  };
};
