import {
  type FederationDefinitions,
  type FederationNames,
  federationDefinitions,
  isFederationLink,
} from '@throughgate/checks';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  getLocation,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  parse,
  print,
} from 'graphql';
import { canonicalFieldSet } from '../selection-tree.ts';

/** What a schema defines at one coordinate. */
export interface Definition {
  /** What it is, in one form whatever order, spaces, comments and descriptions the schema has. */
  readonly text: string;
  /** Where it is defined, from 1. */
  readonly line: number;
  readonly column: number;
}

interface Parts {
  readonly name: NameNode | undefined;
  readonly kind: string;
  readonly parts: Set<string>;
}

/** Arguments that have these values may be left out. */
const defaults = new Set(['resolvable: true', 'reason: "No longer supported"']);

/**
 * Everything that a subgraph's schema defines, by coordinate (`Tenancy.rent(currency:)`). Federation's own
 * definitions are left out, since each library adds them in its way, and so are descriptions. An extension counts as
 * part of what it extends. Raises a GraphQLError with the place where the SDL cannot be parsed.
 */
export function definitionsOf(sdl: string): Map<string, Definition> {
  const document = parse(sdl);
  const federation = federationDefinitions(document);
  const { names } = federation;
  const found = new Map<string, Parts>();
  const add = (coordinate: string, kind: string, name: NameNode | undefined, parts: readonly string[]) => {
    const known = found.get(coordinate) ?? { name, kind, parts: new Set<string>() };
    for (const part of parts) known.parts.add(part);
    found.set(coordinate, known);
  };

  add('@link(federation)', names.linked ? 'Federation 2' : 'Federation 1', undefined, []);
  for (const definition of document.definitions) {
    if (!federation.isWhole(definition)) collect(definition, federation, add);
  }

  return new Map(
    [...found].map(([coordinate, { name, kind, parts }]) => {
      const { line, column } = name?.loc
        ? getLocation(name.loc.source, name.loc.start)
        : { line: 1, column: 1 };
      return [coordinate, { text: [kind, ...[...parts].sort()].join(' '), line, column }];
    }),
  );
}

type Add = (coordinate: string, kind: string, name: NameNode | undefined, parts: readonly string[]) => void;

function collect(node: DefinitionNode, { names, isField }: FederationDefinitions, add: Add): void {
  const directives = (list: readonly ConstDirectiveNode[] | undefined) =>
    (list ?? []).filter((one) => one.name.value !== 'extends').map((one) => directiveText(one, names));
  const input = (coordinate: string, one: InputValueDefinitionNode) => {
    const value = one.defaultValue ? ` = ${print(one.defaultValue)}` : '';
    add(coordinate, `${print(one.type)}${value}`, one.name, directives(one.directives));
  };
  switch (node.kind) {
    case Kind.SCHEMA_DEFINITION:
    case Kind.SCHEMA_EXTENSION:
      for (const { operation, type } of node.operationTypes ?? []) {
        if (type.name.value.toLowerCase() !== operation) add(operation, type.name.value, type.name, []);
      }
      for (const one of node.directives ?? []) {
        const url = one.arguments?.find(({ name }) => name.value === 'url')?.value;
        if (one.name.value === 'link' && url?.kind === Kind.STRING && isFederationLink(url.value)) continue;
        add(directiveText(one, names), 'on the schema', one.name, []);
      }
      return;
    case Kind.DIRECTIVE_DEFINITION: {
      const coordinate = `@${node.name.value}`;
      const locations = node.locations.map(({ value }) => value);
      add(coordinate, 'directive', node.name, node.repeatable ? ['repeatable', ...locations] : locations);
      for (const one of node.arguments ?? []) input(`${coordinate}(${one.name.value}:)`, one);
      return;
    }
  }
  if (!('name' in node) || !node.name || !('directives' in node)) return;
  const type = node.name.value;
  const kind = node.kind.replace(/(Type)?(Definition|Extension)$/, '').toLowerCase();
  const implemented = 'interfaces' in node ? (node.interfaces ?? []) : [];
  const members = 'types' in node ? (node.types ?? []) : [];
  add(type, kind, node.name, [
    ...implemented.map(({ name }) => `implements ${name.value}`),
    ...members.map(({ name }) => `| ${name.value}`),
    ...directives(node.directives as readonly ConstDirectiveNode[]),
  ]);
  for (const value of 'values' in node ? (node.values ?? []) : []) {
    add(`${type}.${value.name.value}`, 'value', value.name, directives(value.directives));
  }
  for (const field of 'fields' in node ? (node.fields ?? []) : []) {
    const coordinate = `${type}.${field.name.value}`;
    if (isField(type, field)) continue;
    if (field.kind === Kind.INPUT_VALUE_DEFINITION) input(coordinate, field);
    else {
      add(coordinate, print(field.type), field.name, directives(field.directives));
      for (const one of field.arguments ?? []) input(`${coordinate}(${one.name.value}:)`, one);
    }
  }
}

function directiveText({ name, arguments: given = [] }: ConstDirectiveNode, names: FederationNames): string {
  const directive = names.directive(name.value);
  const texts = given
    .map(({ name: argument, value }) => {
      const isFieldSet = argument.value === 'fields' && value.kind === Kind.STRING;
      return `${argument.value}: ${isFieldSet ? JSON.stringify(canonicalFieldSet(value.value)) : print(value)}`;
    })
    .filter((text) => !defaults.has(text))
    .sort();
  return texts.length > 0 ? `@${directive}(${texts.join(', ')})` : `@${directive}`;
}
