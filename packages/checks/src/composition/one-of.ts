import {
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  Kind,
  parse,
} from 'graphql';
import { type CompositionProblem, placesOf } from './composition-problem.ts';

/** Definition of GraphQL's own directive, which composition does not know. */
const definition = 'directive @oneOf on INPUT_OBJECT';
const [definitionNode] = parse(definition, { noLocation: true }).definitions;

type InputNode = InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode;

/**
 * The SDL of a subgraph as composition reads it: with a definition of `@oneOf` where that is used, as composition lets
 * pass and forgets directives that a subgraph defines.
 */
export function withOneOfDefined(document: DocumentNode): DocumentNode {
  const defined = document.definitions.some(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'oneOf',
  );
  if (defined || !definitionNode || !inputsOf(document).some(oneOfOf)) return document;
  return { ...document, definitions: [...document.definitions, definitionNode] };
}

/** Names of the input types that any of the subgraphs marks with `@oneOf`, and where it does. */
export function oneOfInputs(documents: readonly DocumentNode[]): ReadonlyMap<string, ASTNode[]> {
  const found = new Map<string, ASTNode[]>();
  for (const input of documents.flatMap(inputsOf)) {
    const directive = oneOfOf(input);
    if (directive) found.set(input.name.value, [...(found.get(input.name.value) ?? []), directive]);
  }
  return found;
}

/**
 * What of input types with `@oneOf` cannot be: a field that must be given, or that has a default. That holds in every
 * subgraph that has the type, since one is made of all.
 */
export function oneOfProblems(
  documents: readonly DocumentNode[],
  oneOf: ReadonlyMap<string, ASTNode[]>,
): CompositionProblem[] {
  return documents.flatMap(inputsOf).flatMap((input) => {
    const type = input.name.value;
    const marks = oneOf.get(type);
    if (!marks) return [];
    return (input.fields ?? []).flatMap((field) => {
      const required = field.type.kind === Kind.NON_NULL_TYPE;
      if (!required && !field.defaultValue) return [];
      const fault = required ? 'must be nullable' : 'cannot have a default value';
      const message = `The field ${type}.${field.name.value} ${fault}, since ${type} is @oneOf.`;
      return [{ code: 'INVALID_GRAPHQL', message, places: placesOf([field, ...marks]) }];
    });
  });
}

/** A supergraph in which these input types are `@oneOf`; as it is otherwise, to the letter. */
export function markOneOf(supergraphSdl: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return supergraphSdl;
  const ends = parse(supergraphSdl).definitions.flatMap((node) =>
    node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && names.has(node.name.value)
      ? [node.name.loc?.end ?? 0]
      : [],
  );
  if (ends.length === 0) return supergraphSdl;
  let marked = '';
  let from = 0;
  for (const end of ends) {
    marked += `${supergraphSdl.slice(from, end)} @oneOf`;
    from = end;
  }
  return `${marked}${supergraphSdl.slice(from).trimEnd()}\n\n${definition}\n`;
}

function inputsOf({ definitions }: DocumentNode): InputNode[] {
  return definitions.filter(
    (node) =>
      node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION,
  );
}

function oneOfOf({ directives = [] }: InputNode): ConstDirectiveNode | undefined {
  return directives.find(({ name }) => name.value === 'oneOf');
}
