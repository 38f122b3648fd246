import {
  type DocumentNode,
  Kind,
  LoneSchemaDefinitionRule,
  PossibleTypeExtensionsRule,
  type TypeDefinitionNode,
  UniqueArgumentDefinitionNamesRule,
  UniqueArgumentNamesRule,
  UniqueDirectiveNamesRule,
  UniqueDirectivesPerLocationRule,
  UniqueEnumValueNamesRule,
  UniqueFieldDefinitionNamesRule,
  UniqueInputFieldNamesRule,
  UniqueOperationTypesRule,
  UniqueTypeNamesRule,
} from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import { type CompositionProblem, placesOf } from './composition-problem.ts';

/** GraphQL's own rules that composition leaves out, or breaks one of without saying where. It keeps the others itself. */
const rules = [
  LoneSchemaDefinitionRule,
  UniqueOperationTypesRule,
  UniqueTypeNamesRule,
  UniqueFieldDefinitionNamesRule,
  UniqueArgumentDefinitionNamesRule,
  UniqueEnumValueNamesRule,
  UniqueDirectiveNamesRule,
  UniqueDirectivesPerLocationRule,
  UniqueArgumentNamesRule,
  UniqueInputFieldNamesRule,
];

/** What is wrong with the SDL of one subgraph by itself: things that are there twice, or extended as what they are not. */
export function sdlProblems(document: DocumentNode): CompositionProblem[] {
  const errors = [
    ...validateSDL(document, undefined, rules),
    ...validateSDL(withOwnTypesOnly(document), undefined, [PossibleTypeExtensionsRule]),
  ];
  return errors.map(({ message, nodes = [] }) => ({
    code: 'INVALID_GRAPHQL',
    message,
    // Of things that are there twice the later one is mostly the one too many.
    places: placesOf(nodes).reverse(),
  }));
}

/** Without extensions of types of other subgraphs, which Federation allows. */
function withOwnTypesOnly(document: DocumentNode): DocumentNode {
  const own = new Set(
    document.definitions
      .filter((node): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition'))
      .map(({ name }) => name.value),
  );
  return {
    ...document,
    definitions: document.definitions.filter(
      (node) =>
        !(node.kind.endsWith('TypeExtension') && 'name' in node && !own.has(node.name?.value ?? '')) &&
        node.kind !== Kind.SCHEMA_EXTENSION,
    ),
  };
}
