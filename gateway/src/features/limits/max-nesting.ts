import type { GraphQLError, ValidationRule } from 'graphql';

/** Refuses documents whose selection sets nest more than `limit` deep, inline fragments counted like fields. */
export function maxNesting(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => {
    let depth = 0;
    return {
      SelectionSet: {
        enter() {
          depth += 1;
          if (depth === limit + 1) context.reportError(refuse());
        },
        leave() {
          depth -= 1;
        },
      },
    };
  };
}
