import { Kind, type TypeNode } from 'graphql';

/** Name of a type, without the lists and exclamation marks around it. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
