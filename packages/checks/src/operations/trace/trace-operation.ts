import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import { type InputTrace, traceLiteral, traceWholeInput } from './trace-input.ts';

/** What an operation relies on in a schema. */
export interface OperationTrace extends InputTrace {
  /** Names of the types of which it receives values, and of those on which it has fragments. */
  readonly outputTypes: Set<string>;
  /** Its fragments as `Outer>Condition`: the type in whose place the fragment stands, and the fragment's type. */
  readonly spreads: Set<string>;
  /** Coordinates of arguments that it gives as a value and not by a variable. */
  readonly literalArguments: Set<string>;
}

/** Goes through an operation and notes what it relies on. What the schema does not know is skipped. */
export function traceOperation(document: DocumentNode, schema: GraphQLSchema): OperationTrace {
  const trace: OperationTrace = {
    coordinates: new Set(),
    inputTypes: new Set(),
    wholeInputTypes: new Set(),
    outputTypes: new Set(),
    spreads: new Set(),
    literalArguments: new Set(),
  };
  const tracer = createTracer(document, schema, trace);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) tracer(definition);
  }
  return trace;
}

/** A place in an operation: the type as written there, and the object types that can really stand there. */
interface Scope {
  readonly type: GraphQLCompositeType;
  readonly possible: ReadonlySet<GraphQLObjectType>;
}

function createTracer(document: DocumentNode, schema: GraphQLSchema, trace: OperationTrace) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  /** Fragments done, with the types that were possible there: a fragment spread often is walked through once. */
  const walked = new Set<string>();

  const scopeOf = (type: GraphQLCompositeType): Scope => ({
    type,
    possible: new Set(isAbstractType(type) ? schema.getPossibleTypes(type) : [type]),
  });

  const narrow = (outer: Scope, conditionName: string | undefined): Scope | undefined => {
    if (conditionName === undefined) return outer;
    const condition = schema.getType(conditionName);
    if (!isCompositeType(condition)) return undefined;
    trace.outputTypes.add(condition.name);
    trace.spreads.add(`${outer.type.name}>${condition.name}`);
    const possible = [...scopeOf(condition).possible].filter((one) => outer.possible.has(one));
    return { type: condition, possible: new Set(possible) };
  };

  const walk = ({ selections }: SelectionSetNode, scope: Scope): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        walkField(selection, scope);
        continue;
      }
      const inline = selection.kind === Kind.INLINE_FRAGMENT;
      const fragment = inline ? selection : fragments.get(selection.name.value);
      const inner = narrow(scope, fragment?.typeCondition?.name.value);
      if (fragment === undefined || inner === undefined) continue;
      if (!inline) {
        const key = [selection.name.value, ...[...inner.possible].map(({ name }) => name)].join(' ');
        if (walked.has(key)) continue;
        walked.add(key);
      }
      walk(fragment.selectionSet, inner);
    }
  };

  const walkField = (node: FieldNode, { type, possible }: Scope): void => {
    const name = node.name.value;
    const owners = new Map<string, GraphQLField<unknown, unknown>>();
    for (const owner of [type, ...possible]) {
      const field = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[name] : undefined;
      if (field) owners.set(owner.name, field);
    }
    for (const [owner, field] of owners) {
      trace.coordinates.add(`${owner}.${name}`);
      for (const argument of node.arguments ?? []) {
        const definition = field.args.find((one) => one.name === argument.name.value);
        if (definition === undefined) continue;
        const coordinate = `${owner}.${name}(${definition.name}:)`;
        trace.coordinates.add(coordinate);
        if (argument.value.kind !== Kind.VARIABLE) trace.literalArguments.add(coordinate);
        traceLiteral(argument.value, definition.type, trace);
      }
    }
    const written = owners.get(type.name);
    if (written === undefined) return;
    const result = getNamedType(written.type);
    trace.outputTypes.add(result.name);
    if (isEnumType(result)) {
      for (const value of result.getValues()) trace.coordinates.add(`${result.name}.${value.name}`);
    }
    if (node.selectionSet && isCompositeType(result)) walk(node.selectionSet, scopeOf(result));
  };

  return ({ operation, selectionSet, variableDefinitions = [] }: OperationDefinitionNode): void => {
    for (const variable of variableDefinitions) {
      const type = typeFromAST(schema, variable.type);
      if (type) traceWholeInput(getNamedType(type), trace);
    }
    const root = schema.getRootType(operation);
    if (!root) return;
    trace.outputTypes.add(root.name);
    walk(selectionSet, scopeOf(root));
  };
}
