import {
  type ASTNode,
  type DefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  print,
} from 'graphql';
import { type PartNode, sdlParts } from '../../sdl/sdl-parts.ts';

/** Where things stand in the schema of a subgraph, by coordinate. */
export interface SdlIndex {
  /** Line and column, from 1, of a type or part of one; `undefined` when it is not there. */
  placeOf(coordinate: string): { readonly line: number; readonly column: number } | undefined;
  /** How it is defined, without descriptions and without the parts that have coordinates of their own. */
  definitionOf(coordinate: string): string;
}

/** The coordinate around another one: `T.f` of `T.f(a:)`, `T` of `T.f`. */
export function coordinateAround(coordinate: string): string | undefined {
  const end = coordinate.indexOf(coordinate.includes('(') ? '(' : '.');
  return end < 0 ? undefined : coordinate.slice(0, end);
}

/** Reads the schema of a subgraph. Raises a `GraphQLError` when it is no SDL. */
export function indexSdl(sdl: string): SdlIndex {
  const { definitions } = parse(sdl);
  const rootNames = readRootNames(definitions);
  const nodes = new Map<string, PartNode[]>();
  const add = (coordinate: string, node: PartNode) => {
    const known = nodes.get(coordinate);
    if (known) known.push(node);
    else nodes.set(coordinate, [node]);
  };
  for (const definition of definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) add(`@${definition.name.value}`, definition);
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const parts = sdlParts(definition, (name) => rootNames.get(name) ?? name);
    for (const { coordinate, node } of parts) add(coordinate, node);
  }
  return {
    placeOf(coordinate) {
      const [node] = nodes.get(coordinate) ?? [];
      // The name, since a node begins with its description.
      const token = node && 'name' in node ? node.name?.loc?.startToken : undefined;
      return token && { line: token.line, column: token.column };
    },
    definitionOf: (coordinate) => (nodes.get(coordinate) ?? []).map(describe).join('\n'),
  };
}

function describe(node: PartNode): string {
  const parts: ASTNode[] = [
    ...('type' in node ? [node.type] : []),
    ...('defaultValue' in node && node.defaultValue ? [node.defaultValue] : []),
    ...('interfaces' in node ? (node.interfaces ?? []) : []),
    ...('types' in node ? (node.types ?? []) : []),
    ...('directives' in node ? (node.directives ?? []) : []),
  ];
  return [node.kind, ...parts.map(print)].join(' ');
}

/** In the supergraph root types have their usual names, whatever a subgraph calls them. */
function readRootNames(definitions: readonly DefinitionNode[]): Map<string, string> {
  const names = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;
  return new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION
        ? (one.operationTypes ?? []).map(({ operation, type }) => [type.name.value, names[operation]])
        : [],
    ),
  );
}
