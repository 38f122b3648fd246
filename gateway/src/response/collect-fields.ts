import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { deferredName } from '../planning/deferred-fragments.ts';

/** A field as it is selected on one type, with all the places that select it under the same response name. */
export interface CollectedField {
  readonly responseName: string;
  readonly nodes: CollectedNode[];
  /** The type whose field it is. */
  readonly parentType: GraphQLCompositeType;
}

/** One place that selects a field. */
export interface CollectedNode {
  readonly node: FieldNode;
  /** Whether it is withheld, or below something that is: its value was not fetched for it. */
  readonly withheld: boolean;
}

/** A selection set of a field. */
export interface Selections {
  readonly selectionSet: SelectionSetNode;
  /** Whether the field is withheld where it has this selection set. */
  readonly withheld: boolean;
}

/** A fragment whose fields come later. */
export interface DeferredFragment {
  /** Its name in the operation. */
  readonly name: string;
  readonly selections: Selections;
}

/** What selection sets select on objects of one type. */
export interface CollectedSelections {
  readonly fields: readonly CollectedField[];
  /** What of it is deferred. */
  readonly deferred: readonly DeferredFragment[];
}

/** What collecting needs to know of the operation. */
export interface CollectContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Selections whose values were not fetched, since the caller may not have them. */
  readonly withheld: ReadonlySet<FieldNode>;
}

/**
 * Collects the fields that selection sets select on objects of `type`, in the order of the response
 * (CollectFields of the GraphQL specification, section 6.3.2). `@skip` and `@include` are resolved before, and where something is
 * deferred, fragments are written out.
 *
 * @param type usually an object type; an abstract one stands for objects whose type the subgraph did not say
 */
export function collectFields(
  context: CollectContext,
  type: GraphQLCompositeType,
  selections: readonly Selections[],
): CollectedSelections {
  const deferred: DeferredFragment[] = [];
  const collected = new Map<string, CollectedField>();
  /** Fragments that are laid in already; what one selects may be withheld in one place and not in another. */
  const visited = { granted: new Set<string>(), withheld: new Set<string>() };
  for (const { selectionSet, withheld } of selections) visit(selectionSet, type, withheld);
  return { fields: [...collected.values()], deferred };

  function visit(selectionSet: SelectionSetNode, staticType: GraphQLCompositeType, withheld: boolean): void {
    for (const selection of selectionSet.selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const responseName = (selection.alias ?? selection.name).value;
          const node = { node: selection, withheld: withheld || context.withheld.has(selection) };
          const known = collected.get(responseName);
          if (known) known.nodes.push(node);
          else {
            // Where the type is abstract, the field is that of the fragment's type.
            const parentType = isAbstractType(type) ? staticType : type;
            collected.set(responseName, { responseName, nodes: [node], parentType });
          }
          break;
        }
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value;
          const conditionType = condition === undefined ? staticType : applies(condition);
          const name = deferredName(selection);
          // Which type an object is of may be known only with what is deferred.
          if (name !== undefined && (conditionType || isAbstractType(type))) {
            const selections = [{ ...selection, directives: [] }];
            deferred.push({
              name,
              selections: { selectionSet: { kind: Kind.SELECTION_SET, selections }, withheld },
            });
          } else if (conditionType) {
            visit(selection.selectionSet, conditionType, withheld);
          }
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          const fragment = context.fragments.get(name);
          const known = withheld ? visited.withheld : visited.granted;
          if (!fragment || known.has(name)) break;
          known.add(name);
          const conditionType = applies(fragment.typeCondition.name.value);
          if (conditionType) visit(fragment.selectionSet, conditionType, withheld);
          break;
        }
      }
    }
  }

  function applies(condition: string): GraphQLCompositeType | undefined {
    const conditionType = context.schema.getType(condition);
    if (!isCompositeType(conditionType)) return undefined;
    if (conditionType === type) return conditionType;
    if (!isAbstractType(conditionType) || !('getFields' in type)) return undefined;
    return context.schema.isSubType(conditionType, type) ? conditionType : undefined;
  }
}
