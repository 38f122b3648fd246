import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { SchemaChange } from '../diff/schema-change.ts';
import { blameKeysAt } from './blame-keys-at.ts';

/** Under which keys (see `blameKeysAt`) a change is found that can make an operation invalid; none when it cannot. */
export function blameKeysOf(change: SchemaChange): string[] {
  const { kind, coordinate, type, member, argument, became = '', impact } = change;
  switch (kind) {
    case 'FIELD_REMOVED':
    case 'FIELD_TYPE_CHANGED':
    case 'FIELD_ARGUMENT_REMOVED':
    case 'INPUT_FIELD_REMOVED':
    case 'ENUM_VALUE_REMOVED':
    case 'TYPE_REMOVED':
    case 'TYPE_KIND_CHANGED':
      return [coordinate];
    case 'UNION_MEMBER_REMOVED':
      return [`${type}>${became}`];
    case 'OBJECT_TYPE_INTERFACE_REMOVED':
      return [`${became}>${type}`];
  }
  if (kind.startsWith('DIRECTIVE_')) return [coordinate, type];
  if (impact !== 'breaking') return [];
  // What became required is missing where it could stand: in the field, or in the input object.
  if (argument !== undefined) return [coordinate, `${type}.${member}`];
  return [coordinate, type];
}

/** Explains the errors of one operation. */
export interface Blame {
  /**
   * Which changes explain an error: those of what stands at its place, or else around it (a field is unknown because
   * the field around it returns another type now). None when no change explains it.
   */
  changesBehind(error: GraphQLError): ReadonlySet<SchemaChange>;
  /** Coordinate of the field, argument or input field at which an error is, or around it. */
  coordinateOf(error: GraphQLError): string | undefined;
}

/** Prepares to explain errors of an operation, by changes under their keys (see `blameKeysOf`). */
export function createBlame(
  document: DocumentNode,
  before: GraphQLSchema,
  changesByKey: ReadonlyMap<string, ReadonlySet<SchemaChange>>,
): Blame {
  const places = describePlaces(document, before);
  /** The first that is found of each of the error's places, from within outwards. */
  const search = <Found>({ nodes = [] }: GraphQLError, find: (keys: readonly string[]) => readonly Found[]) =>
    nodes.flatMap((node) => {
      for (let place = places.get(node); place; place = place.around && places.get(place.around)) {
        const found = find(place.keys);
        if (found.length > 0) return found;
      }
      return [];
    });
  return {
    changesBehind: (error) =>
      new Set(search(error, (keys) => keys.flatMap((key) => [...(changesByKey.get(key) ?? [])]))),
    coordinateOf: (error) => search(error, (keys) => keys.filter((key) => key.includes('.')))[0],
  };
}

interface Place {
  readonly keys: readonly string[];
  readonly around: ASTNode | undefined;
}

function describePlaces(document: DocumentNode, schema: GraphQLSchema): Map<ASTNode, Place> {
  const places = new Map<ASTNode, Place>();
  const types = new TypeInfo(schema);
  const chain: ASTNode[] = [];
  const conditions = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.typeCondition.name.value]] : [],
    ),
  );
  const visitor = {
    enter(node: ASTNode): void {
      const around = chain.at(-1);
      const keys = blameKeysAt(node, around, types, schema, (name) => conditions.get(name));
      places.set(node, { keys, around });
      chain.push(node);
    },
    leave(): void {
      chain.pop();
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return places;
}
