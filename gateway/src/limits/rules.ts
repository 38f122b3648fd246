import { GraphQLError, Kind, type ValidationRule } from 'graphql';

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

/**
 * Refuses documents that select one response name more than `limit` times in one selection set: the validator
 * compares each with each (graphql-cop calls the attack field duplication).
 */
export function maxRepetitions(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => ({
    SelectionSet({ selections }) {
      const counts = new Map<string, number>();
      for (const selection of selections) {
        let name: string;
        if (selection.kind === Kind.FIELD) name = (selection.alias ?? selection.name).value;
        else if (selection.kind === Kind.FRAGMENT_SPREAD) name = `...${selection.name.value}`;
        else name = '...';
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        if (count === limit + 1) context.reportError(refuse());
      }
    },
  });
}

/** Refuses the alias `__proto__`, which no JavaScript client could read and which invites prototype pollution. */
export const noPrototypeAlias: ValidationRule = (context) => ({
  Field({ alias }) {
    if (alias?.value === '__proto__') {
      context.reportError(
        new GraphQLError('The alias "__proto__" is not allowed.', {
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        }),
      );
    }
  },
});
