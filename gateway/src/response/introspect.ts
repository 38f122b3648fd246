import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  Kind,
  OperationTypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { CollectContext } from './collect-fields.ts';

/** What introspection needs beyond collecting. */
export interface IntrospectionContext extends CollectContext {
  readonly variableDefinitions: readonly VariableDefinitionNode[];
}

/**
 * Compiles a `__schema` or `__type` field into its answer. The schema does not change while it is served, so an
 * answer that depends on no variables is computed once.
 */
export function introspect(
  context: IntrospectionContext,
  nodes: readonly FieldNode[],
  responseName: string,
): (variables: Readonly<Record<string, unknown>>) => unknown {
  const used = new Set<string>();
  const definitions = [...context.fragments.values()];
  for (const node of [...nodes, ...definitions]) {
    visit(node, {
      Variable({ name }) {
        used.add(name.value);
      },
    });
  }
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: context.variableDefinitions.filter(({ variable }) =>
          used.has(variable.name.value),
        ),
        selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
      },
      ...definitions,
    ],
  };
  let answer: { readonly value: unknown } | undefined;
  return (variables) => {
    if (answer) return answer.value;
    const { data, errors } = executeSync({ schema: context.schema, document, variableValues: variables });
    if (!data) throw errors?.[0] ?? new Error('introspection gave no answer');
    const value = data[responseName] ?? null;
    if (used.size === 0) answer = { value };
    return value;
  };
}
