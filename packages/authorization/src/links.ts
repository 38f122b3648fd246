import { type ConstDirectiveNode, type DocumentNode, Kind, type ValueNode } from 'graphql';

/** A `@link` of a schema. */
export interface Link {
  readonly url: string;
  readonly as: string | undefined;
  readonly imports: readonly { readonly name: string; readonly as: string | undefined }[];
}

/** All links of a supergraph's or a subgraph's schema. */
export function linksOf(document: DocumentNode): Link[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link').map(linkOf)
      : [],
  );
}

/** Reads one `@link`. */
export function linkOf({ arguments: given = [] }: ConstDirectiveNode): Link {
  const value = (name: string) => given.find((one) => one.name.value === name)?.value;
  const imports = value('import');
  return {
    url: textOf(value('url')) ?? '',
    as: textOf(value('as')),
    imports: imports?.kind === Kind.LIST ? imports.values.flatMap(importOf) : [],
  };
}

function importOf(value: ValueNode): Link['imports'] {
  if (value.kind === Kind.STRING) return [{ name: value.value, as: undefined }];
  if (value.kind !== Kind.OBJECT) return [];
  const field = (name: string) => textOf(value.fields.find((one) => one.name.value === name)?.value);
  const name = field('name');
  return name === undefined ? [] : [{ name, as: field('as') }];
}

function textOf(value: ValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined;
}
