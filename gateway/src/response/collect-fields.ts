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

/** A field as it is selected on one type, with all the places that select it under the same response name. */
export interface CollectedField {
  readonly responseName: string;
  readonly nodes: FieldNode[];
  /** The type whose field it is. */
  readonly parentType: GraphQLCompositeType;
}

/** What collecting needs to know of the operation. */
export interface CollectContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Collects the fields that selection sets select on objects of `type`, in the order of the response
 * (CollectFields of the GraphQL specification, section 6.3.2). `@skip` and `@include` are resolved before.
 *
 * @param type usually an object type; an abstract one stands for objects whose type the subgraph did not say
 */
export function collectFields(
  context: CollectContext,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): CollectedField[] {
  const collected = new Map<string, CollectedField>();
  const visited = new Set<string>();
  for (const selectionSet of selectionSets) visit(selectionSet, type);
  return [...collected.values()];

  function visit(selectionSet: SelectionSetNode, staticType: GraphQLCompositeType): void {
    for (const selection of selectionSet.selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const responseName = (selection.alias ?? selection.name).value;
          const known = collected.get(responseName);
          if (known) known.nodes.push(selection);
          else {
            // Where the type is abstract, the field is that of the fragment's type.
            const parentType = isAbstractType(type) ? staticType : type;
            collected.set(responseName, { responseName, nodes: [selection], parentType });
          }
          break;
        }
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value;
          const conditionType = condition === undefined ? staticType : applies(condition);
          if (conditionType) visit(selection.selectionSet, conditionType);
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          const fragment = context.fragments.get(name);
          if (!fragment || visited.has(name)) break;
          visited.add(name);
          const conditionType = applies(fragment.typeCondition.name.value);
          if (conditionType) visit(fragment.selectionSet, conditionType);
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
