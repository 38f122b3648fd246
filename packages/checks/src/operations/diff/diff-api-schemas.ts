import { createHash } from 'node:crypto';
import type { Change } from '@graphql-inspector/core';
// What `diff` does before it applies rules: we apply none, and `diff` itself is asynchronous for their sake.
import { diffSchema } from '@graphql-inspector/core/diff/schema';
import {
  DirectiveLocation,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { impactOf } from './change-impact.ts';
import { changeKinds } from './change-kinds.ts';
import type { SchemaChange } from './schema-change.ts';

/** Longest id as written; longer ones (a default value may be long) end in a hash. The contract allows 400. */
const longestId = 250;

/** Compares what clients see with what they would see. Descriptions and what lies within new things is left out. */
export function diffApiSchemas(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  const changes = diffSchema(before, after).flatMap((change: Change) => {
    const parts = readParts(change);
    if (parts === undefined || isNoise(parts, before)) return [];
    return [{ ...parts, id: idOf(parts), impact: impactOf(parts, change.criticality.level, before, after) }];
  });
  return [...changes, ...oneOfChanges(before, after)];
}

/** Input types that are `@oneOf` in one of the schemas alone. */
function oneOfChanges(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  return Object.values(after.getTypeMap()).flatMap((now): SchemaChange[] => {
    const old = before.getType(now.name);
    if (!isInputObjectType(now) || !isInputObjectType(old) || now.isOneOf === old.isOneOf) return [];
    const parts = {
      kind: now.isOneOf ? 'INPUT_ONE_OF_ADDED' : 'INPUT_ONE_OF_REMOVED',
      description: `Input object type '${now.name}' ${now.isOneOf ? 'takes exactly one of its fields' : 'takes any of its fields'}`,
      coordinate: now.name,
      type: now.name,
    };
    return [{ ...parts, id: idOf(parts), impact: now.isOneOf ? 'breaking' : 'safe' }];
  });
}

type Parts = Omit<SchemaChange, 'id' | 'impact'>;

function readParts({ type: name, meta, message }: Change): Parts | undefined {
  const kind: string = name;
  const places = changeKinds[kind];
  if (places === undefined) return undefined;
  const values: Readonly<Record<string, unknown>> = meta;
  const read = (property: string | undefined) => {
    const value = property === undefined ? undefined : values[property];
    return value === undefined || value === null ? undefined : String(value);
  };
  const named = read(places.type);
  if (named === undefined) return undefined;
  const [type, member, argument] = [
    kind.startsWith('DIRECTIVE_') ? `@${named}` : named,
    read(places.member),
    read(places.argument),
  ];
  return {
    kind,
    description: message,
    coordinate: coordinateOf(type, member, argument),
    type,
    member,
    argument,
    was: read(places.was),
    became: places.became === undefined ? undefined : (read(places.became) ?? 'none'),
  };
}

function coordinateOf(type: string, member: string | undefined, argument: string | undefined): string {
  if (member === undefined) return type;
  if (type.startsWith('@')) return `${type}(${member}:)`;
  return argument === undefined ? `${type}.${member}` : `${type}.${member}(${argument}:)`;
}

function idOf({ kind, coordinate, became }: Parts): string {
  const id = [kind, coordinate, ...(became === undefined ? [] : [became])].join(':');
  if (id.length <= longestId) return id;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${id.slice(0, longestId - hash.length - 1)}…${hash}`;
}

const executable: readonly string[] = [
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
];

/** Whether a change lies within something that is new itself, or concerns a directive that no operation can use. */
function isNoise({ kind, type: name, member, argument, became = '' }: Parts, before: GraphQLSchema): boolean {
  if (name.startsWith('@')) {
    const locations = before.getDirective(name.slice(1))?.locations ?? [];
    return !locations.some((location) => executable.includes(location));
  }
  const type = before.getType(name);
  if (kind === 'TYPE_ADDED') return false;
  // A new type is news to those who ask for the interface.
  if (type === undefined) return kind !== 'OBJECT_TYPE_INTERFACE_ADDED' || !before.getType(became);
  const isNew =
    member !== undefined &&
    (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) &&
    type.getFields()[member] === undefined;
  return isNew && (argument !== undefined || !kind.endsWith('FIELD_ADDED'));
}
