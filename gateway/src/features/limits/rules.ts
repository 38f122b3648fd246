import { isStorable, storableTextRule } from '@throughgate/service';
import {
  GraphQLError,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

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

/** Refuses text that no agency's database can hold: an error of one argument would take its whole person along. */
export const storableText: ValidationRule = (context) => {
  let argument = '';
  return {
    Argument({ name }) {
      argument = name.value;
    },
    StringValue({ value }) {
      if (isStorable(value)) return;
      context.reportError(
        new GraphQLError(`"${argument}" ${storableTextRule}`, {
          extensions: { code: 'BAD_USER_INPUT', field: argument },
        }),
      );
    },
  };
};
