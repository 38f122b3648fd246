import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { JsonObject } from '../data/json.ts';
import type { CompleteField, Completion, Violation } from './completion.ts';
import { createShapeCompiler } from './shape-compiler.ts';

/** A response shaped as the client asked. */
interface ShapedResponse {
  /** `null` when a missing value bubbled up to the root. */
  readonly data: JsonObject | null;
  /** Values that are missing or that the API schema does not allow. */
  readonly violations: readonly Violation[];
}

/** Shapes what the subgraphs answered into the response of one operation. */
export type ResponseShape = (
  input: JsonObject,
  variables: Readonly<Record<string, unknown>>,
  accountOf: Completion['accountOf'],
) => ShapedResponse;

/**
 * Prepares the shape of an operation's response against the API schema: aliases, fragments, nulls that bubble,
 * introspection.
 *
 * @param document without `@skip` and `@include`
 * @param keyOf the key under which a field's value stands in the subgraphs' answers
 */
export function compileResponseShape(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  keyOf: (field: FieldNode) => string,
): ResponseShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the schema has no ${operation.operation} type`);
  const variableDefinitions = operation.variableDefinitions ?? [];
  const context = { schema, fragments, variableDefinitions, keyOf };
  const fields: readonly CompleteField[] = createShapeCompiler(context).fields(root, [
    operation.selectionSet,
  ]);

  return (input, variables, accountOf) => {
    const completion: Completion = { path: [], violations: [], accountOf, variables };
    const output: JsonObject = {};
    let whole = true;
    for (const field of fields) {
      if (!field(input, output, completion)) whole = false;
    }
    return { data: whole ? output : null, violations: completion.violations };
  };
}
