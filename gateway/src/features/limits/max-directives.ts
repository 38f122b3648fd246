import type { GraphQLError, ValidationRule } from 'graphql';

/** Refuses documents with more than `limit` directives: each costs the validator a look at all others. */
export function maxDirectives(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => {
    let count = 0;
    return {
      Directive() {
        count += 1;
        if (count === limit + 1) context.reportError(refuse());
      },
    };
  };
}
