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

/** What {@link compileResponseShape} needs. */
export interface ResponseShapeOptions {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** As the client sent it, but for `@skip` and `@include`. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Selections of the document whose values were not fetched, since the caller may not have them. */
  readonly withheld: ReadonlySet<FieldNode>;
  /** The key under which a field's value stands in the subgraphs' answers. */
  readonly keyOf: (field: FieldNode) => string;
}

/**
 * Prepares the shape of an operation's response against the API schema: aliases, fragments, nulls that bubble,
 * introspection.
 */
export function compileResponseShape(options: ResponseShapeOptions): ResponseShape {
  const { schema, document, operation, withheld, keyOf } = options;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the schema has no ${operation.operation} type`);
  const variableDefinitions = operation.variableDefinitions ?? [];
  const context = { schema, fragments, withheld, variableDefinitions, keyOf };
  const fields: readonly CompleteField[] = createShapeCompiler(context).fields(root, [
    { selectionSet: operation.selectionSet, withheld: false },
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
