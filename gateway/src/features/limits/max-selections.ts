import { type GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';

/**
 * Refuses operations that select more than `limit` things once every fragment stands where it is spread. Thirty
 * fragments that each spread the next one twice are a small document and a thousand million selections.
 */
export function maxSelections(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => {
    const known = new Map<string, number>();
    return {
      OperationDefinition({ selectionSet }) {
        if (count(selectionSet) > limit) context.reportError(refuse());
      },
    };

    function count({ selections }: SelectionSetNode): number {
      let total = 0;
      for (const selection of selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) total += countFragment(selection.name.value);
        else total += 1 + (selection.selectionSet ? count(selection.selectionSet) : 0);
      }
      return total;
    }

    function countFragment(name: string): number {
      const counted = known.get(name);
      if (counted !== undefined) return counted;
      // A fragment that spreads itself is an error of its own; here it only must come to an end.
      known.set(name, 1);
      const fragment = context.getFragment(name);
      const total = 1 + (fragment ? count(fragment.selectionSet) : 0);
      known.set(name, total);
      return total;
    }
  };
}
