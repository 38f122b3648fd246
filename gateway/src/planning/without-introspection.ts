import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

/** In the place of what is left out, so that no selection set is empty; the planner fetches nothing for it. */
const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * A document as it is planned: without what it asks of the schema itself. Subgraphs have no part in that, and the planner
 * knows fewer fields of introspection than clients ask for (`isOneOf`).
 */
export function withoutIntrospection(document: DocumentNode): DocumentNode {
  let found = false;
  const planned = visit(document, {
    Field({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return typename;
    },
    // Fragments such as `TypeRef on __Type`, which nothing spreads any more.
    FragmentDefinition: ({ typeCondition }) => (typeCondition.name.value.startsWith('__') ? null : undefined),
  });
  return found ? planned : document;
}
