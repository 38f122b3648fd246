import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  GraphQLError,
  parse,
  type TypeNode,
} from 'graphql';
import { federationNames } from '../federation/federation-names.ts';

/** A field by which a subgraph resolves an entity. */
export interface EntityKey {
  readonly field: string;
  /** Name of the field's type, or `undefined` when the type has no such field, or a list. */
  readonly type: string | undefined;
}

/** What a subgraph's schema says of its object types. */
export interface ObjectTypes {
  /** Resolvable keys of one field, by object type; a type without one has none. */
  readonly keys: ReadonlyMap<string, readonly EntityKey[]>;
  /** What is no object type but has a name: enums and scalars that a key field may have. */
  readonly enums: ReadonlySet<string>;
}

/** Reads the keys of all object types of an SDL; `undefined` when it does not parse, which composing it tells. */
export function readObjectTypes(sdl: string): ObjectTypes | undefined {
  const fields = new Map<string, FieldDefinitionNode[]>();
  const directives = new Map<string, ConstDirectiveNode[]>();
  const enums = new Set<string>();
  let document: ReturnType<typeof parse>;
  try {
    document = parse(sdl);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
  for (const definition of document.definitions) {
    if (definition.kind === 'EnumTypeDefinition') enums.add(definition.name.value);
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') continue;
    const name = definition.name.value;
    fields.set(name, [...(fields.get(name) ?? []), ...(definition.fields ?? [])]);
    directives.set(name, [...(directives.get(name) ?? []), ...(definition.directives ?? [])]);
  }
  const keyNames = federationNames(document).namesOf('key');
  const keys = [...fields].map(([name, ofType]): [string, EntityKey[]] => {
    const applied = (directives.get(name) ?? []).filter((directive) =>
      keyNames.includes(directive.name.value),
    );
    const named = applied.flatMap(keyField);
    return [name, named.map((field) => ({ field, type: typeOf(ofType, field) }))];
  });
  return { keys: new Map(keys), enums };
}

/** The field of a resolvable `@key` of one field. */
function keyField({ arguments: given = [] }: ConstDirectiveNode): string[] {
  const argumentOf = (argument: string) => given.find((one) => one.name.value === argument)?.value;
  const resolvable = argumentOf('resolvable');
  if (resolvable?.kind === 'BooleanValue' && !resolvable.value) return [];
  const selected = argumentOf('fields');
  const field = selected?.kind === 'StringValue' ? selected.value.trim() : '';
  return /^[_A-Za-z]\w*$/.test(field) ? [field] : [];
}

function typeOf(fields: readonly FieldDefinitionNode[], name: string): string | undefined {
  let type: TypeNode | undefined = fields.find((field) => field.name.value === name)?.type;
  if (type?.kind === 'NonNullType') type = type.type;
  return type?.kind === 'NamedType' ? type.name.value : undefined;
}
