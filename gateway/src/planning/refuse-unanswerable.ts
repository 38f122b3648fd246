import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsByName } from '../documents/fragments-by-name.ts';

/**
 * Refuses an operation whose plan fetches nothing although it selects fields: no subgraph can answer any of them, as where
 * no subgraph implements an interface. The planner makes an empty plan of it, which would be answered as if there were nothing.
 * Raises `GraphQLError` with code `BAD_USER_INPUT`.
 *
 * @param document as it was planned: without conditions, introspection and what is withheld
 */
export function refuseUnanswerable(document: DocumentNode, operation: OperationDefinitionNode): void {
  const fragments = fragmentsByName(document);
  const fields = new Set<string>();
  collect(operation.selectionSet);
  if (fields.size === 0) return;
  const names = [...fields].map((name) => `"${name}"`).join(', ');
  throw new GraphQLError(`No subgraph can answer what the operation selects of ${names}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value !== '__typename') fields.add(selection.name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  }
}
