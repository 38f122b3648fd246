import { baseType, type CompositeType, isCompositeType } from '@apollo/federation-internals';
import { mergeTree, type SelectionTree } from './selection-tree.ts';

/**
 * What to select of a type in order to get the fields that are expected. Raises an error naming a field that the type
 * does not have. Where something is expected of an interface or union, `__typename` among it says of which type.
 */
export function selectionFor(type: CompositeType, expected: unknown): SelectionTree {
  const tree: SelectionTree = new Map();
  if (Array.isArray(expected)) {
    for (const item of expected) mergeTree(tree, selectionFor(type, item));
    return tree;
  }
  if (typeof expected !== 'object' || expected === null) return tree;
  const named = (expected as Record<string, unknown>)['__typename'];
  const concrete = typeof named === 'string' && named !== type.name ? type.schema().type(named) : type;
  if (!concrete || !isCompositeType(concrete)) throw new Error(`there is no type ${String(named)}`);
  const fields: SelectionTree = new Map();
  for (const [name, value] of Object.entries(expected)) {
    if (name !== '__typename') fields.set(name, fieldSelection(concrete, name, value));
  }
  tree.set('__typename', new Map());
  return mergeTree(tree, concrete === type ? fields : new Map([[`... on ${concrete.name}`, fields]]));
}

/** What to select below a field in order to get the value that is expected of it; `__typename` where nothing is. */
export function fieldSelection(type: CompositeType, name: string, expected: unknown): SelectionTree {
  const field = type.field(name);
  if (!field?.type) throw new Error(`${type.name} has no field ${name}`);
  const below = baseType(field.type);
  if (!isCompositeType(below)) return new Map();
  const tree = selectionFor(below, expected);
  return tree.size > 0 ? tree : new Map([['__typename', new Map()]]);
}
