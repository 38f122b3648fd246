import { Kind, type TypeNode } from 'graphql';
import type { SchemaParts } from './schema-parts.ts';

/** Type of a field, argument or input field, as written. */
export interface FieldType {
  /** Name without lists and exclamation marks. */
  readonly name: string;
  readonly isList: boolean;
}

/** Type of the field, argument or input field at a coordinate; `undefined` when there is none. */
export function fieldType({ parts }: SchemaParts, coordinate: string): FieldType | undefined {
  const [node] = parts.get(coordinate)?.nodes ?? [];
  if (node?.kind !== Kind.FIELD_DEFINITION && node?.kind !== Kind.INPUT_VALUE_DEFINITION) return undefined;
  let type: TypeNode = node.type;
  let isList = false;
  while (type.kind !== Kind.NAMED_TYPE) {
    isList ||= type.kind === Kind.LIST_TYPE;
    type = type.type;
  }
  return { name: type.name.value, isList };
}
