import {
  type DirectiveNode,
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fragmentsByName } from '../documents/fragments-by-name.ts';

/** An operation of which each deferred fragment has a name of its own. */
export interface DeferredFragments {
  /** The operation alone, with every fragment in the places where it was spread. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The client's labels, by the names that stand as labels in the document. */
  readonly labels: ReadonlyMap<string, string | undefined>;
}

/**
 * Writes out the fragments of an operation that defers something, so that each place that is deferred is one: a fragment that
 * is spread twice is deferred twice, at another path. How much a document may select is limited before, with fragments written out.
 *
 * @param document valid, as it is under its conditions
 * @returns `undefined` where nothing is deferred
 */
export function deferredFragments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DeferredFragments | undefined {
  const fragments = fragmentsByName(document);
  const labels = new Map<string, string | undefined>();
  const written = { ...operation, selectionSet: writeOut(operation.selectionSet) };
  if (labels.size === 0) return undefined;
  return { document: { kind: Kind.DOCUMENT, definitions: [written] }, operation: written, labels };

  function writeOut(selectionSet: SelectionSetNode): SelectionSetNode {
    return { ...selectionSet, selections: selectionSet.selections.map(writeOutOne) };
  }

  function writeOutOne(selection: SelectionNode): SelectionNode {
    if (selection.kind === Kind.FIELD) {
      const { selectionSet } = selection;
      // Each place gets a node of its own: what is withheld in one may not be in another.
      return selectionSet ? { ...selection, selectionSet: writeOut(selectionSet) } : { ...selection };
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const directives = (selection.directives ?? []).map(named);
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(fragment?.typeCondition ? { typeCondition: fragment.typeCondition } : {}),
      directives,
      selectionSet: writeOut(fragment?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] }),
    };
  }

  function named(directive: DirectiveNode): DirectiveNode {
    if (directive.name.value !== 'defer') return directive;
    const name = `d${labels.size}`;
    labels.set(name, labelOf(directive));
    return {
      ...directive,
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: 'label' },
          value: { kind: Kind.STRING, value: name },
        },
      ],
    };
  }
}

/** The name of a deferred fragment; `undefined` for one that is not deferred. */
export function deferredName({
  directives = [],
}: Pick<InlineFragmentNode, 'directives'>): string | undefined {
  const directive = directives.find(({ name }) => name.value === 'defer');
  return directive && labelOf(directive);
}

function labelOf({ arguments: given = [] }: DirectiveNode): string | undefined {
  const value = given.find(({ name }) => name.value === 'label')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/**
 * Leaves out of deferred fragments, for planning, values that what is around them selects as well: the planner would fetch
 * them a second time, and clients repeat `__typename` and ids in every fragment. A fragment of which nothing is left is not
 * deferred by the plan: it is there with what is around it.
 *
 * @param document one in which one name means one field
 */
export function withoutRepeats(document: DocumentNode): DocumentNode {
  return visit(document, { SelectionSet: { leave: narrow } });

  function narrow(selectionSet: SelectionSetNode): SelectionSetNode | undefined {
    const { selections } = selectionSet;
    if (!selections.some(isDeferred)) return undefined;
    const around = new Set<string>();
    for (const selection of selections) if (isLeaf(selection)) around.add(responseName(selection));
    const kept = selections.flatMap((selection): SelectionNode[] => {
      if (!isDeferred(selection)) return [selection];
      const rest = selection.selectionSet.selections.filter(
        (one) => !isLeaf(one) || !around.has(responseName(one)),
      );
      if (rest.length === 0) return [];
      return [{ ...selection, selectionSet: { ...selection.selectionSet, selections: rest } }];
    });
    // The planner takes no empty selection.
    if (kept.length === 0) kept.push({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } });
    return { ...selectionSet, selections: kept };
  }
}

function isDeferred(selection: SelectionNode): selection is InlineFragmentNode {
  return selection.kind === Kind.INLINE_FRAGMENT && deferredName(selection) !== undefined;
}

function isLeaf(selection: SelectionNode): selection is Extract<SelectionNode, { kind: Kind.FIELD }> {
  return selection.kind === Kind.FIELD && !selection.selectionSet;
}

function responseName({ alias, name }: Extract<SelectionNode, { kind: Kind.FIELD }>): string {
  return (alias ?? name).value;
}
