import { type GraphQLError, Kind, print, type SelectionNode, type ValidationRule } from 'graphql';

/**
 * Refuses documents that select the same more than `limit` times in one selection set: one response name, one fragment, or
 * inline fragments with the same type and directives. The validator compares each with each (graphql-cop calls the attack
 * field duplication). Inline fragments on different types are what a union is read with.
 */
export function maxRepetitions(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => ({
    SelectionSet({ selections }) {
      const counts = new Map<string, number>();
      for (const selection of selections) {
        const name = nameOf(selection);
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        if (count === limit + 1) context.reportError(refuse());
      }
    },
  });
}

function nameOf(selection: SelectionNode): string {
  switch (selection.kind) {
    case Kind.FIELD:
      return (selection.alias ?? selection.name).value;
    case Kind.FRAGMENT_SPREAD:
      return `...${selection.name.value}`;
    case Kind.INLINE_FRAGMENT: {
      const { typeCondition, directives = [] } = selection;
      return ['... on', typeCondition?.name.value ?? '', ...directives.map(print)].join(' ');
    }
  }
}
