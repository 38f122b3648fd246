import { type GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';

/**
 * Refuses documents that select one response name more than `limit` times in one place once fragments of all kinds are laid
 * together. The validator compares each with each, and all that is below them: five hundred members of a union, or as many
 * fragments, that each select `a { a { a } }` keep it busy for a second.
 */
export function maxMerges(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => {
    let refused = false;
    const check = ({ selectionSet }: { readonly selectionSet?: SelectionSetNode | undefined }) => {
      if (!selectionSet || refused) return;
      const counts = new Map<string, number>();
      const spread = new Set<string>();
      const waiting = [selectionSet];
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        for (const selection of next.selections) {
          switch (selection.kind) {
            case Kind.FIELD: {
              const name = (selection.alias ?? selection.name).value;
              const count = (counts.get(name) ?? 0) + 1;
              counts.set(name, count);
              refused ||= count > limit;
              break;
            }
            case Kind.INLINE_FRAGMENT:
              waiting.push(selection.selectionSet);
              break;
            case Kind.FRAGMENT_SPREAD: {
              const name = selection.name.value;
              const fragment = spread.has(name) ? undefined : context.getFragment(name);
              spread.add(name);
              if (fragment) waiting.push(fragment.selectionSet);
            }
          }
        }
      }
      if (refused) context.reportError(refuse());
    };
    // On the way out, so that what one place repeats by itself is told as that.
    return { OperationDefinition: { leave: check }, Field: { leave: check } };
  };
}
