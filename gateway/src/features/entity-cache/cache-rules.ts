import { namedType, namesOf } from '@throughgate/authorization';
import { type CacheTag, readCacheTag } from '@throughgate/contracts/cache-tag';
import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';

/** What a supergraph says of keeping what agencies answer of entities. */
export interface CacheRules {
  /** Whether anything may be kept. */
  readonly any: boolean;
  /** For how long, and for whom, what an agency answers of a field and below it may be kept; `undefined` for not at all. */
  ofField(type: string, field: string): CacheTag | undefined;
  /** Whether a field of a type is part of a key of it. */
  isKey(type: string, field: string): boolean;
  /**
   * For how long, and for whom, what an agency answers of a field of `Query` may be kept; `undefined` for not at all. It finds one entity by its arguments,
   * and a single subgraph has it.
   */
  ofLookup(field: string): CacheTag | undefined;
  /** Names of all fields whose values may name an entity in an event: parts of the key of some type, and what a subgraph is sent by `@requires`. */
  readonly namingFields: ReadonlySet<string>;
}

/** Names in a set of fields such as `id organisation { code }`. */
const names = /\w+/g;

/**
 * Reads the tags `cache:…` of a supergraph. One of a field counts for that; one of a type for all its fields, where a single subgraph
 * answers them: a supergraph does not say whose tag it is, and nobody's answers are kept because somebody else allowed it.
 */
export function readCacheRules(supergraph: DocumentNode): CacheRules {
  const tagNames: ReadonlySet<string> = new Set(namesOf(supergraph, 'tag'));
  const tags = new Map<string, CacheTag>();
  const keys = new Map<string, Set<string>>();
  const namingFields = new Set<string>();
  const lookups = new Map<string, CacheTag>();

  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    const type = definition.name.value;
    const graphs = new Set<string>();
    const ofType = new Set<string>();
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const { graph, key, resolvable } = literals(directive);
      if (resolvable !== 'false' && graph !== undefined) graphs.add(graph);
      for (const [name] of key?.matchAll(names) ?? []) {
        ofType.add(name);
        namingFields.add(name);
      }
    }
    keys.set(type, ofType);
    const shared = graphs.size === 1 ? tagOf(definition.directives) : undefined;
    for (const { name, directives } of definition.fields ?? []) {
      const tag = tagOf(directives) ?? shared;
      if (tag) tags.set(`${type}.${name.value}`, tag);
      for (const directive of directives ?? []) {
        if (directive.name.value !== 'join__field') continue;
        for (const [required] of literals(directive)['requires']?.matchAll(names) ?? [])
          namingFields.add(required);
      }
    }
  }
  for (const field of fieldsOfQuery(supergraph)) {
    const tag = isLookup(field) ? tagOf(field.directives) : undefined;
    if (tag) lookups.set(field.name.value, tag);
  }
  return {
    any: tags.size > 0 || lookups.size > 0,
    ofLookup: (field) => lookups.get(field),
    ofField: (type, field) => tags.get(`${type}.${field}`),
    isKey: (type, field) => keys.get(type)?.has(field) === true,
    namingFields,
  };

  function isLookup({ arguments: given = [], type, directives = [] }: FieldDefinitionNode): boolean {
    const graphs = directives.filter(({ name }) => name.value === 'join__field');
    const list = (type.kind === Kind.NON_NULL_TYPE ? type.type : type).kind === Kind.LIST_TYPE;
    return given.length > 0 && !list && graphs.length === 1 && (keys.get(namedType(type))?.size ?? 0) > 0;
  }

  /** Of several tags the strictest: each subgraph that shares a field has its say. */
  function tagOf(directives: readonly ConstDirectiveNode[] = []): CacheTag | undefined {
    return directives
      .filter(({ name }) => tagNames.has(name.value))
      .flatMap((directive) => readCacheTag(literals(directive)['name'] ?? '') ?? [])
      .reduce<CacheTag | undefined>(stricter, undefined);
  }
}

/** Fields of the type that composition calls `Query`. */
function fieldsOfQuery({ definitions }: DocumentNode): readonly FieldDefinitionNode[] {
  return definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === 'Query' ? (one.fields ?? []) : [],
  );
}

/** The tag by which both of two hold. */
export function stricter(one: CacheTag | undefined, other: CacheTag): CacheTag {
  if (!one) return other;
  return { age: Math.min(one.age, other.age), isPrivate: one.isPrivate || other.isPrivate };
}

function literals({ arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.flatMap(({ name, value }) =>
      value.kind === Kind.STRING || value.kind === Kind.ENUM || value.kind === Kind.BOOLEAN
        ? [[name.value, String(value.value)]]
        : [],
    ),
  );
}
