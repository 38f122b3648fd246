import {
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';

/** What an operation relies on of the types that go in. */
export interface InputTrace {
  /** `InputType.field`, `Enum.VALUE`. */
  readonly coordinates: Set<string>;
  /** Names of the input objects, enums and scalars of which it sends values. */
  readonly inputTypes: Set<string>;
  /** Of those, the ones of which it may send any value, because they go in by a variable. */
  readonly wholeInputTypes: Set<string>;
}

/**
 * Adds all that a value of the type can hold. That is how variables are counted, since their values are never
 * recorded: any field of the input object, at any depth, and any value of an enum may have been sent.
 */
export function traceWholeInput(type: GraphQLNamedType, trace: InputTrace): void {
  // Input objects may hold themselves.
  if (trace.wholeInputTypes.has(type.name)) return;
  trace.wholeInputTypes.add(type.name);
  trace.inputTypes.add(type.name);
  if (isEnumType(type)) {
    for (const { name } of type.getValues()) trace.coordinates.add(`${type.name}.${name}`);
  }
  if (!isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    trace.coordinates.add(`${type.name}.${field.name}`);
    traceWholeInput(getNamedType(field.type), trace);
  }
}

/**
 * Adds what a value written in an operation holds: the input fields given and the enum values, which shapes keep.
 * Variables in it are left to their definitions.
 */
export function traceLiteral(value: ValueNode, type: GraphQLInputType, trace: InputTrace): void {
  if (value.kind === Kind.VARIABLE) return;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    for (const item of value.kind === Kind.LIST ? value.values : [value]) {
      traceLiteral(item, nullable.ofType, trace);
    }
    return;
  }
  trace.inputTypes.add(nullable.name);
  if (isEnumType(nullable) && value.kind === Kind.ENUM && nullable.getValue(value.value)) {
    trace.coordinates.add(`${nullable.name}.${value.value}`);
  }
  if (!isInputObjectType(nullable) || value.kind !== Kind.OBJECT) return;
  for (const { name, value: given } of value.fields) {
    const field = nullable.getFields()[name.value];
    if (field === undefined) continue;
    trace.coordinates.add(`${nullable.name}.${name.value}`);
    traceLiteral(given, field.type, trace);
  }
}
