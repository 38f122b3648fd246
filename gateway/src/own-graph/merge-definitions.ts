import { type DocumentNode, isTypeDefinitionNode, type TypeDefinitionNode } from 'graphql';

/**
 * The types of several documents, each once: parts that do not know of each other may add fields to `Query`, and each have the
 * stub of an entity. A field that several have counts once; they state it alike.
 */
export function mergeDefinitions(documents: readonly DocumentNode[]): TypeDefinitionNode[] {
  const merged = new Map<string, TypeDefinitionNode>();
  for (const definition of documents.flatMap(({ definitions }) => definitions)) {
    if (!isTypeDefinitionNode(definition)) continue;
    const name = definition.name.value;
    const known = merged.get(name);
    merged.set(name, known ? mergeTwo(known, definition) : definition);
  }
  return [...merged.values()];
}

function mergeTwo(one: TypeDefinitionNode, other: TypeDefinitionNode): TypeDefinitionNode {
  const result: Record<string, unknown> = { ...other, ...one };
  for (const list of ['directives', 'interfaces', 'fields', 'values', 'types'] as const) {
    const nodes = [one, other].flatMap((node) => (node as unknown as Lists)[list] ?? []);
    if (nodes.length > 0) result[list] = list === 'directives' ? distinctDirectives(nodes) : distinct(nodes);
  }
  return result as unknown as TypeDefinitionNode;
}

type Lists = Readonly<Record<string, readonly Named[] | undefined>>;

interface Named {
  readonly name: { readonly value: string };
}

function distinct(nodes: readonly Named[]): Named[] {
  return [...new Map(nodes.toReversed().map((node) => [node.name.value, node])).values()].reverse();
}

function distinctDirectives(nodes: readonly Named[]): Named[] {
  return [...new Map(nodes.map((node) => [JSON.stringify(node, withoutPlace), node])).values()];
}

function withoutPlace(key: string, value: unknown): unknown {
  return key === 'loc' ? undefined : value;
}
