import {
  type GraphQLError,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

/**
 * Refuses operations with more than `limit` aliases, which let one request ask for the same thing many times. Those of a
 * fragment count wherever it is spread. Fragments on different object types exclude each other, so that of those in one
 * place the type with most aliases counts: reading a union of thirty types takes an alias or two for each.
 */
export function maxAliases(limit: number, refuse: () => GraphQLError): ValidationRule {
  return (context) => {
    const schema = context.getSchema();
    const known = new Map<string, number>();
    return {
      OperationDefinition({ selectionSet }) {
        if (count(selectionSet) > limit) context.reportError(refuse());
      },
    };

    function count({ selections }: SelectionSetNode): number {
      let total = 0;
      const byType = new Map<string, number>();
      for (const selection of selections) {
        const aliases = countIn(selection);
        const type = objectTypeOf(selection);
        if (type === undefined) total += aliases;
        else byType.set(type, (byType.get(type) ?? 0) + aliases);
      }
      return total + Math.max(0, ...byType.values());
    }

    function countIn(selection: SelectionNode): number {
      switch (selection.kind) {
        case Kind.FIELD: {
          const { alias, name, selectionSet } = selection;
          // The type's name is asked of nobody.
          const own = alias && name.value !== '__typename' ? 1 : 0;
          return own + (selectionSet ? count(selectionSet) : 0);
        }
        case Kind.INLINE_FRAGMENT:
          return count(selection.selectionSet);
        case Kind.FRAGMENT_SPREAD:
          return countFragment(selection.name.value);
      }
    }

    function countFragment(name: string): number {
      const counted = known.get(name);
      if (counted !== undefined) return counted;
      // A fragment that spreads itself is an error of its own; here it only must come to an end.
      known.set(name, 0);
      const fragment = context.getFragment(name);
      const total = fragment ? count(fragment.selectionSet) : 0;
      known.set(name, total);
      return total;
    }

    /** The object type that a fragment is for, if it is for one. */
    function objectTypeOf(selection: SelectionNode): string | undefined {
      if (selection.kind === Kind.FIELD) return undefined;
      const condition =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.typeCondition
          : context.getFragment(selection.name.value)?.typeCondition;
      const name = condition?.name.value;
      return name !== undefined && isObjectType(schema.getType(name)) ? name : undefined;
    }
  };
}
