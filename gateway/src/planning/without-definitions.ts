import {
  type GraphQLField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** What of a schema knows the syntax tree from which it was made. */
interface Defined {
  astNode?: unknown;
  extensionASTNodes?: unknown;
}

/**
 * A schema that has let go of the syntax tree from which it was made, which is half of what it takes. Directives that were
 * applied in it are gone with it.
 */
export function withoutDefinitions(schema: GraphQLSchema): GraphQLSchema {
  forget(schema);
  for (const directive of schema.getDirectives()) {
    forget(directive);
    directive.args.forEach(forget);
  }
  for (const type of Object.values(schema.getTypeMap())) {
    forget(type);
    if (isObjectType(type) || isInterfaceType(type)) Object.values(type.getFields()).forEach(forgetField);
    else if (isInputObjectType(type)) Object.values(type.getFields()).forEach(forget);
    else if (isEnumType(type)) type.getValues().forEach(forget);
  }
  return schema;
}

function forgetField(field: GraphQLField<unknown, unknown>): void {
  forget(field);
  field.args.forEach(forget);
}

function forget(part: Defined): void {
  part.astNode = undefined;
  if (part.extensionASTNodes) part.extensionASTNodes = [];
}
