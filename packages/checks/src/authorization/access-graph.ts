import {
  fieldSetOf,
  namedType,
  namesOf,
  type Requirements,
  readRequirements,
} from '@throughgate/authorization';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type TypeDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isDataClass } from '../classification/data-class.ts';
import { tagPrefix } from '../classification/schema-tags.ts';
import { directiveArguments, hasDirective, saysFalse } from '../schema-changes/directive-arguments.ts';

/** Classes of data about people; `none` is left out. */
export type PersonalClass = 'personal' | 'special-category' | 'criminal-offence';

/** A supergraph as far as it matters who may see what: what clients see of it, with requirements and classifications. */
export interface AccessGraph {
  readonly requirements: Requirements;
  /** Objects, interfaces and unions by name. */
  readonly types: ReadonlyMap<string, AccessType>;
  /** How a scalar, an enum or any other type is classified by its own tag; `undefined` where it has none. */
  classOf(type: string): PersonalClass | 'none' | undefined;
}

/** A type with fields, or of several types. */
export interface AccessType {
  readonly kind: 'object' | 'interface' | 'union';
  /** Objects that can stand in its place; none for an object. */
  readonly possible: readonly string[];
  /** Fields that clients see, by name. */
  readonly fields: ReadonlyMap<string, AccessField>;
}

/** A field of a type. */
export interface AccessField {
  /** Name of the type that it returns, without lists and exclamation marks. */
  readonly returns: string;
  /** Whether null is no answer. */
  readonly nonNull: boolean;
  readonly dataClass: PersonalClass | 'none' | undefined;
}

/** The live one and the proposed one, of which the proposed one is the live one of the next check. */
const lately = new LRUCache<string, AccessGraph>({ max: 2 });

/** Reads a supergraph, or finds it among those that this thread read last. */
export function accessGraph(supergraphSdl: string): AccessGraph {
  const found = lately.get(supergraphSdl);
  if (found) return found;
  const graph = read(parse(supergraphSdl, { noLocation: true }));
  lately.set(supergraphSdl, graph);
  return graph;
}

function read(document: DocumentNode): AccessGraph {
  const tag = namesOf(document, 'tag');
  const inaccessible = namesOf(document, 'inaccessible');
  const definitions = document.definitions.filter(
    (node): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition') && 'name' in node,
  );
  const hidden = new Set(
    definitions.filter((node) => hasDirective(node, inaccessible)).map(({ name }) => name.value),
  );
  const classes = new Map(definitions.map((node) => [node.name.value, dataClassOf(node, tag)]));
  const possible = new Map<string, string[]>();
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || hidden.has(node.name.value)) continue;
    for (const { name } of node.interfaces ?? []) {
      possible.set(name.value, [...(possible.get(name.value) ?? []), node.name.value]);
    }
  }

  const types = new Map<string, AccessType>();
  for (const node of definitions) {
    const name = node.name.value;
    if (hidden.has(name)) continue;
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
        types.set(name, { kind: 'object', possible: [], fields: fieldsOf(node.fields, keysOfStub(node)) });
        break;
      case Kind.INTERFACE_TYPE_DEFINITION:
        types.set(name, {
          kind: 'interface',
          possible: possible.get(name) ?? [],
          fields: fieldsOf(node.fields),
        });
        break;
      case Kind.UNION_TYPE_DEFINITION: {
        const members = (node.types ?? []).map((one) => one.name.value).filter((one) => !hidden.has(one));
        types.set(name, { kind: 'union', possible: members, fields: new Map() });
        break;
      }
      default:
    }
  }
  return { requirements: readRequirements(document), types, classOf: (type) => classes.get(type) };

  function fieldsOf(
    fields: readonly FieldDefinitionNode[] = [],
    references: ReadonlySet<string> = new Set(),
  ): Map<string, AccessField> {
    return new Map(
      fields
        .map((field) => ({ field, returns: namedType(field.type) }))
        .filter(({ field, returns }) => !hasDirective(field, inaccessible) && !hidden.has(returns))
        .map(({ field, returns }) => [
          field.name.value,
          {
            returns,
            nonNull: field.type.kind === Kind.NON_NULL_TYPE,
            dataClass: references.has(field.name.value) ? 'none' : dataClassOf(field, tag),
          },
        ]),
    );
  }
}

/** The keys of a type for which no subgraph answers: they refer to a record, and tell of it what their holder tells already. */
function keysOfStub(node: TypeDefinitionNode): ReadonlySet<string> {
  const joins = (node.directives ?? []).filter(({ name }) => name.value === 'join__type');
  if (!joins.every((join) => saysFalse(join, 'resolvable'))) return new Set();
  const keys = joins.flatMap((join) => fieldSetOf(join, 'key'));
  return new Set(keys.flatMap((one) => (one.kind === Kind.FIELD ? one.name.value : [])));
}

function dataClassOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  tag: readonly string[],
): PersonalClass | 'none' | undefined {
  const classes = directiveArguments(node, tag, 'name')
    .filter((one) => one.startsWith(tagPrefix))
    .map((one) => one.slice(tagPrefix.length))
    .filter(isDataClass);
  // Of several, which is refused elsewhere, the one that protects.
  return classes.find((one) => one !== 'none') ?? classes[0];
}
