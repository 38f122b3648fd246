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
  /** Of those, the ones of which it may send any value, because it sends them by a variable or they are hidden. */
  readonly wholeInputTypes: Set<string>;
}

/**
 * Adds all that a value of the type can hold. That is how variables are counted, since their values are never
 * recorded: any field of the input object, at any depth, and any value of an enum may have been sent.
 */
export function traceWholeInput(type: GraphQLNamedType, trace: InputTrace): void {
  const { coordinates, inputTypes } = trace;
  if (isEnumType(type)) for (const { name } of type.getValues()) coordinates.add(`${type.name}.${name}`);
  if (!isInputObjectType(type)) {
    inputTypes.add(type.name);
    return;
  }
  const fields = Object.values(type.getFields());
  // Input objects may hold themselves. A literal may have touched a type before without all of its fields.
  if (inputTypes.has(type.name) && fields.every(({ name }) => coordinates.has(`${type.name}.${name}`)))
    return;
  inputTypes.add(type.name);
  for (const { name } of fields) coordinates.add(`${type.name}.${name}`);
  for (const field of fields) traceWholeInput(getNamedType(field.type), trace);
}

/**
 * Adds what a value written in an operation holds: the input fields given and the enum values. Shapes hide lists and
 * objects as `[]` and `{}`, so an empty one counts as one that may hold anything. Variables are left to their
 * definitions.
 */
export function traceLiteral(value: ValueNode, type: GraphQLInputType, trace: InputTrace): void {
  if (value.kind === Kind.VARIABLE || value.kind === Kind.NULL) return;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (value.kind !== Kind.LIST) traceLiteral(value, nullable.ofType, trace);
    else if (value.values.length === 0) traceWholeInput(getNamedType(nullable), trace);
    else for (const item of value.values) traceLiteral(item, nullable.ofType, trace);
  } else if (isInputObjectType(nullable) && value.kind === Kind.OBJECT && value.fields.length > 0) {
    trace.inputTypes.add(nullable.name);
    for (const { name, value: given } of value.fields) {
      const field = nullable.getFields()[name.value];
      if (field === undefined) continue;
      trace.coordinates.add(`${nullable.name}.${name.value}`);
      traceLiteral(given, field.type, trace);
    }
  } else if (isEnumType(nullable) && value.kind === Kind.ENUM) {
    trace.inputTypes.add(nullable.name);
    if (nullable.getValue(value.value)) trace.coordinates.add(`${nullable.name}.${value.value}`);
  } else {
    traceWholeInput(nullable, trace);
  }
}
