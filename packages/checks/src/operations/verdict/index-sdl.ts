import {
  type ASTNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** Where things stand in the schema of a subgraph, by coordinate. */
export interface SdlIndex {
  /** Line and column, from 1, of a type or part of one; `undefined` when it is not there. */
  placeOf(coordinate: string): { readonly line: number; readonly column: number } | undefined;
  /** How it is defined, without descriptions and without the parts that have coordinates of their own. */
  definitionOf(coordinate: string): string;
}

type DefiningNode =
  | TypeDefinitionNode
  | TypeExtensionNode
  | DirectiveDefinitionNode
  | FieldDefinitionNode
  | InputValueDefinitionNode
  | EnumValueDefinitionNode;

/** The coordinate around another one: `T.f` of `T.f(a:)`, `T` of `T.f`. */
export function coordinateAround(coordinate: string): string | undefined {
  const end = coordinate.indexOf(coordinate.includes('(') ? '(' : '.');
  return end < 0 ? undefined : coordinate.slice(0, end);
}

/** Reads the schema of a subgraph. Raises a `GraphQLError` when it is no SDL. */
export function indexSdl(sdl: string): SdlIndex {
  const { definitions } = parse(sdl);
  const rootNames = readRootNames(definitions);
  const nodes = new Map<string, DefiningNode[]>();
  const add = (coordinate: string, node: DefiningNode) => {
    const known = nodes.get(coordinate);
    if (known) known.push(node);
    else nodes.set(coordinate, [node]);
  };
  for (const definition of definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) add(`@${definition.name.value}`, definition);
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const type = rootNames.get(definition.name.value) ?? definition.name.value;
    add(type, definition);
    for (const member of 'fields' in definition ? (definition.fields ?? []) : []) {
      add(`${type}.${member.name.value}`, member);
      for (const argument of 'arguments' in member ? (member.arguments ?? []) : []) {
        add(`${type}.${member.name.value}(${argument.name.value}:)`, argument);
      }
    }
    for (const value of 'values' in definition ? (definition.values ?? []) : []) {
      add(`${type}.${value.name.value}`, value);
    }
  }
  return {
    placeOf(coordinate) {
      const [node] = nodes.get(coordinate) ?? [];
      // The name, since a node begins with its description.
      const token = node?.name.loc?.startToken;
      return token && { line: token.line, column: token.column };
    },
    definitionOf: (coordinate) => (nodes.get(coordinate) ?? []).map(describe).join('\n'),
  };
}

function describe(node: DefiningNode): string {
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
