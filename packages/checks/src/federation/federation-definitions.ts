import { namedType } from '@throughgate/authorization';
import {
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  visit,
} from 'graphql';
import { type FederationNames, federationNames } from './federation-names.ts';

/** Which parts of a schema are Federation's or GraphQL's own: libraries print them, each in its way, and authors need not. */
export interface FederationDefinitions {
  readonly names: FederationNames;
  /** Whether nothing of a definition is the author's: `scalar _Any`, `extend type Query { _service: _Service! }`. */
  isWhole(node: DefinitionNode): boolean;
  /** Whether a field is: `_service` and `_entities` of the query root. `type` is the type that has it. */
  isField(type: string, field: { readonly name: { readonly value: string } }): boolean;
}

/** Types of the subgraph specification. Another kind of definition by such a name is not Federation's. */
const types: Readonly<Record<string, readonly Kind[]>> = {
  _Any: [Kind.SCALAR_TYPE_DEFINITION],
  _Entity: [Kind.UNION_TYPE_DEFINITION, Kind.UNION_TYPE_EXTENSION],
  _Service: [Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION],
  _FieldSet: [Kind.SCALAR_TYPE_DEFINITION],
};
const rootFields = new Set(['_service', '_entities']);
/** Types that arguments of Federation's directives have. */
const argumentKinds: readonly Kind[] = [Kind.SCALAR_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION];
const builtInScalars = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);
const builtInDirectives = new Set(['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf']);
const usualRoots: Readonly<Record<string, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

/** Finds what is Federation's or GraphQL's own in a schema. */
export function federationDefinitions(document: DocumentNode): FederationDefinitions {
  const names = federationNames(document);
  const queryRoots = rootsOf(document, 'query');
  const isField: FederationDefinitions['isField'] = (type, field) =>
    queryRoots.has(type) && rootFields.has(field.name.value);
  const onlyForDirectives = typesOfDirectives(document, names, isField);

  return {
    names,
    isField,
    isWhole(node) {
      if (node.kind === Kind.DIRECTIVE_DEFINITION) return isDirective(node.name.value, names);
      if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
        const roots = node.operationTypes ?? [];
        // What would hold without being said.
        return (
          !('description' in node && node.description) &&
          node.directives?.length === 0 &&
          roots.every(({ operation, type }) => usualRoots[operation] === type.name.value)
        );
      }
      if (!('name' in node) || !node.name) return false;
      const name = node.name.value;
      if (builtInScalars.has(name)) return node.kind === Kind.SCALAR_TYPE_DEFINITION;
      if (Object.hasOwn(types, name)) return types[name]?.includes(node.kind) ?? false;
      if (argumentKinds.includes(node.kind) && (names.isLinked(name) || onlyForDirectives.has(name)))
        return true;
      const fields = fieldsOf(node);
      return (
        fields.length > 0 &&
        fields.every((field) => isField(name, field)) &&
        'directives' in node &&
        node.directives?.length === 0
      );
    },
  };
}

/**
 * A schema as it is composed: without what Federation adds by itself, since libraries print it in forms that composition
 * does not take. A directive that only has a name of Federation's, and is applied without being imported, is the author's.
 */
export function withoutFederationDefinitions(document: DocumentNode): DocumentNode {
  const own = federationDefinitions(document);
  const applied = appliedDirectives(document);
  const isAdded = (name: string) =>
    own.names.isLinked(name) ||
    alwaysThere.has(name) ||
    (!own.names.linked && firstFederation.has(name)) ||
    (own.names.isFederationDirective(name) && !applied.has(name));
  const kept = document.definitions.filter(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && !isAdded(node.name.value),
  );
  const needed = new Set(
    kept.flatMap((node) =>
      'arguments' in node ? (node.arguments ?? []).map(({ type }) => namedType(type)) : [],
    ),
  );
  return {
    ...document,
    definitions: document.definitions.flatMap((node): DefinitionNode[] => {
      if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) return [node];
      if (node.kind === Kind.DIRECTIVE_DEFINITION) return kept.includes(node) ? [node] : [];
      if ('name' in node && node.name && needed.has(node.name.value)) return [node];
      if (own.isWhole(node)) return [];
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION)
        return [node];
      const fields = node.fields?.filter((field) => !own.isField(node.name.value, field));
      return fields === undefined || fields.length === node.fields?.length ? [node] : [{ ...node, fields }];
    }),
  };
}

/** Directives that a schema need not link. */
const alwaysThere = new Set(['link', 'core']);
/** Directives of Federation 1, which knows no links. */
const firstFederation = new Set(['key', 'requires', 'provides', 'external', 'extends']);

function appliedDirectives(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { Directive: ({ name }) => void names.add(name.value) });
  return names;
}

function isDirective(name: string, names: FederationNames): boolean {
  return builtInDirectives.has(name) || names.isLinked(name) || names.isFederationDirective(name);
}

/** Names that the root type of an operation may have. */
function rootsOf(document: DocumentNode, wanted: string): ReadonlySet<string> {
  const said = document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
      ? (node.operationTypes ?? [])
      : [],
  );
  const named = said.filter(({ operation }) => operation === wanted).map(({ type }) => type.name.value);
  return new Set(named.length > 0 ? named : [usualRoots[wanted] ?? '']);
}

/** Types that nothing but arguments of Federation's directives has: `FieldSet` where it is not imported. */
function typesOfDirectives(
  document: DocumentNode,
  names: FederationNames,
  isField: FederationDefinitions['isField'],
): ReadonlySet<string> {
  const byDirectives = new Set(['FieldSet', 'Import', 'Purpose']);
  const byOthers = new Set<string>();
  for (const node of document.definitions) {
    const isOwn = node.kind === Kind.DIRECTIVE_DEFINITION && isDirective(node.name.value, names);
    for (const { type } of 'arguments' in node ? (node.arguments ?? []) : []) {
      (isOwn ? byDirectives : byOthers).add(namedType(type));
    }
    for (const field of fieldsOf(node)) {
      if ('name' in node && node.name && isField(node.name.value, field)) continue;
      byOthers.add(namedType(field.type));
      for (const { type } of field.arguments ?? []) byOthers.add(namedType(type));
    }
  }
  return new Set([...byDirectives].filter((name) => !byOthers.has(name)));
}

/** Fields of a type; those of an input type have no arguments. */
function fieldsOf(node: ASTNode): readonly Pick<FieldDefinitionNode, 'name' | 'type' | 'arguments'>[] {
  return 'fields' in node
    ? ((node.fields ?? []) as readonly Pick<FieldDefinitionNode, 'name' | 'type' | 'arguments'>[])
    : [];
}
