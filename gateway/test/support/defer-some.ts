import { type DocumentNode, Kind, print, type SelectionNode, visit } from 'graphql';
import type { Choose } from './random-operation.ts';

/** An operation of which some selections, chosen at random, are deferred; not at the root of a mutation. */
export function deferSome(document: DocumentNode, choose: Choose): string {
  return print(
    visit(document, {
      SelectionSet: {
        leave(node, _key, parent) {
          if (parent && 'operation' in parent && parent.operation === 'mutation') return undefined;
          // In a fragment it might come to stand at the root of a mutation.
          if (parent && 'kind' in parent && parent.kind === Kind.FRAGMENT_DEFINITION) return undefined;
          if (parent && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT) return undefined;
          if (choose(4) !== 0) return undefined;
          const from = choose(node.selections.length);
          return {
            ...node,
            selections: [...node.selections.slice(0, from), deferred(node.selections.slice(from))],
          };
        },
      },
    }),
  );
}

function deferred(selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' } }],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
