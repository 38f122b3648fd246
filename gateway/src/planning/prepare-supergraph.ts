import { withoutRequirements } from '@throughgate/authorization';
import { type DocumentNode, Kind, parse } from 'graphql';

/**
 * A supergraph as the planner takes it. What it requires of callers is left out, since the planner refuses it: the feature
 * `authorization` enforces that, and reads the supergraph for itself.
 */
export function prepareSupergraph(supergraph: DocumentNode): DocumentNode {
  return withOneOfDefined(withoutRequirements(supergraph));
}

const { definitions: oneOf } = parse('directive @oneOf on INPUT_OBJECT', { noLocation: true });

/** A supergraph with the definition of `@oneOf`, which is GraphQL's own and not known to the planner, where it is used. */
function withOneOfDefined(document: DocumentNode): DocumentNode {
  const defined = document.definitions.some(
    (one) => one.kind === Kind.DIRECTIVE_DEFINITION && one.name.value === 'oneOf',
  );
  const used = document.definitions.some(
    (one) =>
      one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION &&
      one.directives?.some(({ name }) => name.value === 'oneOf'),
  );
  return used && !defined ? { ...document, definitions: [...document.definitions, ...oneOf] } : document;
}
