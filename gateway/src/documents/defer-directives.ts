import {
  type DirectiveNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

/**
 * Validates `@defer` by the rules of its specification (GraphQL's incremental delivery, "Defer And Stream Directive Labels Are
 * Unique" and "… Are Used On Valid Root Field"), which graphql-js 16 does not have: a label is written in the document and no
 * other has it; nothing is deferred at the root of a mutation, whose fields run one after the other, nor anywhere in a
 * subscription, unless it says `if: false`.
 */
export const deferDirectives: ValidationRule = (context) => {
  const labels = new Set<string>();
  return {
    Directive(node) {
      if (node.name.value !== 'defer') return;
      const label = argumentOf(node, 'label');
      if (!label || label.kind === Kind.NULL) return;
      if (label.kind === Kind.VARIABLE) refuse('The label of @defer must be written in the document.', node);
      if (label.kind !== Kind.STRING) return;
      if (labels.has(label.value))
        refuse(`The label "${label.value}" of @defer is there more than once.`, node);
      labels.add(label.value);
    },
    OperationDefinition({ operation, selectionSet }) {
      if (operation === OperationTypeNode.QUERY) return;
      const everywhere = operation === OperationTypeNode.SUBSCRIPTION;
      const place = everywhere ? 'in a subscription' : 'at the root of a mutation';
      for (const node of defersIn(selectionSet, everywhere))
        refuse(`Nothing can be deferred ${place}.`, node);
    },
  };

  function refuse(message: string, node: DirectiveNode): void {
    context.reportError(new GraphQLError(message, { nodes: node }));
  }

  function defersIn(root: SelectionSetNode, everywhere: boolean): DirectiveNode[] {
    const found: DirectiveNode[] = [];
    const visited = new Set<string>();
    look(root);
    return found;

    function look({ selections }: SelectionSetNode): void {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          if (everywhere && selection.selectionSet) look(selection.selectionSet);
          continue;
        }
        found.push(...(selection.directives ?? []).filter(isOn));
        if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet);
        else if (!visited.has(selection.name.value)) {
          visited.add(selection.name.value);
          const fragment = context.getFragment(selection.name.value);
          if (fragment) look(fragment.selectionSet);
        }
      }
    }
  }
};

function isOn(directive: DirectiveNode): boolean {
  if (directive.name.value !== 'defer') return false;
  const condition = argumentOf(directive, 'if');
  return condition?.kind !== Kind.BOOLEAN || condition.value;
}

function argumentOf({ arguments: given = [] }: DirectiveNode, argument: string) {
  return given.find(({ name }) => name.value === argument)?.value;
}
