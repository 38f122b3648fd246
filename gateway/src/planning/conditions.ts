import { type DirectiveNode, type DocumentNode, Kind, type SelectionNode, visit } from 'graphql';

/** Values of the variables on which `@skip` and `@include` of a document depend, by name. */
export type Conditions = Readonly<Record<string, boolean>>;

/** Names of the variables on which `@skip` and `@include` of a document depend. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = conditionOf(directive);
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * What a document selects under given conditions: a document without `@skip` and `@include`. A selection set from which
 * everything is left out stays, empty.
 */
export function selectUnder(document: DocumentNode, conditions: Conditions): DocumentNode {
  const select = <Node extends SelectionNode>(node: Node): Node | null | undefined => {
    if (!node.directives?.length) return undefined;
    if (!isIncluded(node, conditions)) return null;
    return { ...node, directives: node.directives.filter((directive) => !conditionOf(directive)) };
  };
  return visit(document, { Field: select, InlineFragment: select, FragmentSpread: select });
}

function isIncluded({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.every((directive) => {
    const value = conditionOf(directive);
    if (!value) return true;
    const holds =
      value.kind === Kind.VARIABLE
        ? conditions[value.name.value] === true
        : value.kind === Kind.BOOLEAN && value.value;
    return holds === (directive.name.value === 'include');
  });
}

/** The `if` of `@skip` and `@include`; `undefined` for other directives. */
function conditionOf({ name, arguments: given = [] }: DirectiveNode) {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  return given.find((argument) => argument.name.value === 'if')?.value;
}
