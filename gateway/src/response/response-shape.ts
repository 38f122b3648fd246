import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { JsonObject } from '../executor/json.ts';
import type { CompleteField, Completion } from './completion.ts';
import { conditionVariables } from './conditions.ts';
import { createShapeCompiler } from './shape-compiler.ts';

/** A response shaped as the client asked. */
interface ShapedResponse {
  /** `null` when a missing value bubbled up to the root. */
  readonly data: JsonObject | null;
  /** Values that subgraphs answered and the API schema does not allow, each with its path. */
  readonly errors: readonly GraphQLError[];
}

/** Shapes what the subgraphs answered into the response of one operation. */
export type ResponseShape = (
  input: JsonObject,
  variables: Readonly<Record<string, unknown>>,
) => ShapedResponse;

/** Combinations of `@skip` and `@include` values that are kept compiled for one operation. */
const keptVariants = 16;

/**
 * Prepares the shape of an operation's response against the API schema: aliases, fragments, nulls that bubble,
 * introspection. Selections are compiled once for each combination of `@skip` and `@include` that occurs, so
 * that shaping a response looks at no condition and no fragment.
 *
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
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`the schema has no ${operation.operation} type`);
  const root = rootType;
  const conditionNames = conditionVariables(document);
  const variants = new Map<string, readonly CompleteField[]>();

  return (input, variables) => {
    const completion: Completion = { path: [], errors: [], variables };
    const output: JsonObject = {};
    for (const field of fieldsFor(variables)) {
      if (!field(input, output, completion)) return { data: null, errors: completion.errors };
    }
    return { data: output, errors: completion.errors };
  };

  function fieldsFor(variables: Readonly<Record<string, unknown>>): readonly CompleteField[] {
    const key = conditionNames.map((name) => (variables[name] === true ? 1 : 0)).join('');
    const known = variants.get(key);
    if (known) return known;
    const conditions = Object.fromEntries(conditionNames.map((name) => [name, variables[name]]));
    const variableDefinitions = operation.variableDefinitions ?? [];
    const context = { schema, fragments, conditions, variableDefinitions, keyOf };
    const fields = createShapeCompiler(context).fields(root, [operation.selectionSet]);
    if (variants.size < keptVariants) variants.set(key, fields);
    return fields;
  }
}
