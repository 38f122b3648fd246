import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { JsonObject } from '../data/json.ts';
import { fragmentsByName } from '../documents/fragments-by-name.ts';
import { completeFields, type ObjectFields } from './complete-fields.ts';
import type { Completion, Deferral, Violation } from './completion.ts';
import { createShapeCompiler } from './shape-compiler.ts';

/** A response shaped as the client asked. */
export interface ShapedResponse {
  /** `null` when a missing value bubbled up to the root, or to where a deferred fragment began. */
  readonly data: JsonObject | null;
  /** Values that are missing or that the API schema does not allow. */
  readonly violations: readonly Violation[];
  /** What is to come of the objects in `data`. */
  readonly deferrals: readonly Deferral[];
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
  /** Interfaces whose objects were sought by what a client sent, and need not be there. */
  readonly sought: ReadonlySet<string>;
  /** The key under which a field's value stands in the subgraphs' answers. */
  readonly keyOf: (field: FieldNode) => string;
  /** Whether something of the operation is deferred, so that what the subgraphs answered grows after the response is made. */
  readonly defers: boolean;
}

/**
 * Prepares the shape of an operation's response against the API schema: aliases, fragments, nulls that bubble,
 * introspection.
 */
export function compileResponseShape(options: ResponseShapeOptions): ResponseShape {
  const { schema, document, operation, withheld, sought, keyOf, defers } = options;
  const fragments = fragmentsByName(document);
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the schema has no ${operation.operation} type`);
  const variableDefinitions = operation.variableDefinitions ?? [];
  const context = { schema, fragments, withheld, variableDefinitions, sought, keyOf, defers };
  const fields: ObjectFields = createShapeCompiler(context).fields(root, [
    { selectionSet: operation.selectionSet, withheld: false },
  ]);

  return (input, variables, accountOf) => {
    const completion: Completion = { path: [], violations: [], deferrals: [], accountOf, variables };
    return shaped(completeFields(fields, input, completion) ?? null, [], completion);
  };
}

/** Shapes what was deferred of one object, as soon as its fields were fetched. */
export function shapeDeferral(
  deferral: Deferral,
  variables: Completion['variables'],
  accountOf: Completion['accountOf'],
): ShapedResponse {
  const { path } = deferral;
  const completion: Completion = { path: [...path], violations: [], deferrals: [], accountOf, variables };
  return shaped(deferral.complete(completion), path, completion);
}

/** Nothing more is to come of an object that was nulled, or that is in something that was. */
function shaped(
  data: JsonObject | null,
  at: Completion['path'] | Deferral['path'],
  { violations, deferrals }: Completion,
): ShapedResponse {
  const kept =
    deferrals.length === 0 ? deferrals : deferrals.filter(({ path }) => isObjectAt(data, path, at.length));
  return { data, violations, deferrals: kept };
}

function isObjectAt(data: unknown, path: Deferral['path'], from: number): boolean {
  let value = data;
  for (let index = from; index < path.length; index += 1) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<string | number, unknown>)[path[index] ?? ''];
  }
  return typeof value === 'object' && value !== null;
}
