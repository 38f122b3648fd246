import { Kind, parse, type SelectionSetNode } from 'graphql';

/** Fields to select, each with the fields below it; a name that begins with `... on ` is a fragment. */
export type SelectionTree = Map<string, SelectionTree>;

/** Reads a field set as `@key` and `@requires` have it, for example `organisation { id } number`. */
export function fieldSet(text: string): SelectionTree {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${text}`);
  return treeOf(definition.selectionSet);
}

/** A field set written in one way, whatever its spaces, commas and order were. */
export function canonicalFieldSet(text: string): string {
  return printTree(sorted(fieldSet(text)));
}

/** Adds everything of `more` to `tree`. */
export function mergeTree(tree: SelectionTree, more: SelectionTree): SelectionTree {
  for (const [name, below] of more) tree.set(name, mergeTree(tree.get(name) ?? new Map(), below));
  return tree;
}

/** Writes a tree as GraphQL, without the outer braces. */
export function printTree(tree: SelectionTree): string {
  return [...tree]
    .map(([name, below]) => (below.size > 0 ? `${name} { ${printTree(below)} }` : name))
    .join(' ');
}

/**
 * What of a representation the fields of a set hold: the rest is left out. Gives the path of the first field that is
 * missing instead.
 */
export function project(
  value: unknown,
  tree: SelectionTree,
): { readonly value: unknown } | { readonly missing: string } {
  if (tree.size === 0 || value === null) return { value };
  if (Array.isArray(value)) {
    const items = value.map((item) => project(item, tree));
    const lacking = items.find((item) => 'missing' in item);
    return lacking ?? { value: items.map((item) => ('value' in item ? item.value : undefined)) };
  }
  const projected: Record<string, unknown> = {};
  for (const [name, below] of tree) {
    const held = name.startsWith('... on ') ? value : (value as Record<string, unknown>)[name];
    if (held === undefined) return { missing: name };
    const part = project(held, below);
    if ('missing' in part)
      return { missing: name.startsWith('... ') ? part.missing : `${name}.${part.missing}` };
    if (name.startsWith('... on ')) Object.assign(projected, part.value);
    else projected[name] = part.value;
  }
  return { value: projected };
}

function treeOf({ selections }: SelectionSetNode): SelectionTree {
  const tree: SelectionTree = new Map();
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const below = selection.selectionSet ? treeOf(selection.selectionSet) : new Map();
      mergeTree(tree, new Map([[selection.name.value, below]]));
    } else if (selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition) {
      const name = `... on ${selection.typeCondition.name.value}`;
      mergeTree(tree, new Map([[name, treeOf(selection.selectionSet)]]));
    }
  }
  return tree;
}

function sorted(tree: SelectionTree): SelectionTree {
  return new Map(
    [...tree].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, below]) => [name, sorted(below)]),
  );
}
