import type { Change } from '@graphql-inspector/core';
import {
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isTypeSubTypeOf,
  parseType,
  typeFromAST,
} from 'graphql';
import type { SchemaChange } from './schema-change.ts';

const impacts = { BREAKING: 'breaking', DANGEROUS: 'dangerous', NON_BREAKING: 'safe' } as const;

/**
 * What a change can do to clients. Inspector's word, except where it looks at less than can be known from the two
 * schemas: each exception is explained below.
 */
export function impactOf(
  { kind, type, member, argument, was = '', became = '' }: Omit<SchemaChange, 'id' | 'impact'>,
  level: Change['criticality']['level'],
  before: GraphQLSchema,
  after: GraphQLSchema,
): SchemaChange['impact'] {
  const impact = impacts[level];
  if (kind === 'OBJECT_TYPE_INTERFACE_ADDED') {
    // To a client who asks for the interface, a new type is as unknown as an old one that did not implement it.
    return before.getType(became) ? 'dangerous' : 'safe';
  }
  if (kind === 'ENUM_VALUE_ADDED' && impact === 'dangerous') {
    // A value that can only be sent surprises nobody.
    return isReturned(type, before) ? 'dangerous' : 'safe';
  }
  if (kind === 'FIELD_TYPE_CHANGED' && impact === 'breaking') {
    // Whatever comes back now could have come back before: `Node` becomes `Person!`, say.
    const [old, now] = [was, became].map((text) => typeFromAST(after, parseType(text)));
    return old && now && isTypeSubTypeOf(after, now, old) ? 'safe' : 'breaking';
  }
  if (kind === 'FIELD_ARGUMENT_DEFAULT_CHANGED' || kind === 'INPUT_FIELD_DEFAULT_VALUE_CHANGED') {
    // Who could leave it out must give it now.
    const required = (schema: GraphQLSchema) => isRequired(schema, type, member, argument);
    return required(after) && !required(before) ? 'breaking' : 'dangerous';
  }
  return impact;
}

function isRequired(
  schema: GraphQLSchema,
  typeName: string,
  member = '',
  argument: string | undefined,
): boolean {
  const type = schema.getType(typeName);
  if (isInputObjectType(type)) {
    const field = type.getFields()[member];
    return field !== undefined && isRequiredInputField(field);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const definition = type.getFields()[member]?.args.find(({ name }) => name === argument);
  return definition !== undefined && isRequiredArgument(definition);
}

function isReturned(typeName: string, schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).some(
    (type) =>
      (isObjectType(type) || isInterfaceType(type)) &&
      Object.values(type.getFields()).some((field) => getNamedType(field.type).name === typeName),
  );
}
