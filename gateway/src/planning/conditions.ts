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

/** The conditions of a document that depends on none. */
export const unconditional: Conditions = {};

/**
 * Creates the reader of a document's conditions from coerced variables: of all those on which what it selects depends, and
 * no others. The same document is looked through once.
 */
export function createConditionReader(): (
  document: DocumentNode,
  coerced: Readonly<Record<string, unknown>>,
) => Conditions {
  const known = new WeakMap<DocumentNode, readonly string[]>();
  return (document, coerced) => {
    let names = known.get(document);
    if (!names) {
      names = conditionVariables(document);
      known.set(document, names);
    }
    return names.length === 0
      ? unconditional
      : Object.fromEntries(names.map((name) => [name, coerced[name] === true]));
  };
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
