import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
} from 'graphql';
import { isJsonObject, type JsonObject, readerOf } from '../data/json.ts';
import type { TypeConditions } from '../planning/type-conditions.ts';
import { mergeInto } from './merge.ts';

/** Says that a field which the next subgraph needs is missing, or null where the schema has no null. */
export const incomplete = Symbol('incomplete');

/**
 * Takes from an entity what the next subgraph needs to recognise it (keys and required fields).
 * Returns `undefined` when the entity's type is none that is asked for.
 */
export type Representer = (entity: JsonObject) => JsonObject | typeof incomplete | undefined;

/** Compiles the `requires` selection of a fetch into a {@link Representer}. */
export function compileRepresenter(
  requires: readonly QueryPlanSelectionNode[],
  matches: TypeConditions,
  schema: GraphQLSchema,
): Representer {
  const select = compileSelections(requires, undefined, matches, schema);
  return (entity) => {
    const representation = select(entity);
    return representation === incomplete || representation['__typename'] ? representation : undefined;
  };
}

/** Takes a selection from an object. */
type Select = (source: JsonObject) => JsonObject | typeof incomplete;
/** Writes one selection of `source` into `result`; false when what is needed is missing. */
type SelectionStep = (source: JsonObject, result: JsonObject) => boolean;

function compileSelections(
  selections: readonly QueryPlanSelectionNode[],
  type: GraphQLCompositeType | undefined,
  matches: TypeConditions,
  schema: GraphQLSchema,
): Select {
  const steps = selections.map((selection) => compileSelection(selection, type, matches, schema));
  return (source) => {
    const result: JsonObject = {};
    for (const step of steps) {
      if (!step(source, result)) return incomplete;
    }
    return result;
  };
}

function compileSelection(
  selection: QueryPlanSelectionNode,
  type: GraphQLCompositeType | undefined,
  matches: TypeConditions,
  schema: GraphQLSchema,
): SelectionStep {
  if (selection.kind === 'InlineFragment') {
    const { typeCondition } = selection;
    if (typeCondition === undefined) return () => true;
    const narrowed = schema.getType(typeCondition);
    const within = isCompositeType(narrowed) ? narrowed : undefined;
    const select = compileSelections(selection.selections, within, matches, schema);
    return (source, result) => {
      const typename = source['__typename'];
      if (typeof typename !== 'string' || !matches(typeCondition, typename)) return true;
      const selected = select(source);
      if (selected === incomplete) return false;
      mergeInto(result, selected);
      return true;
    };
  }
  const name = selection.alias ?? selection.name;
  const read = readerOf(name);
  const field = type && 'getFields' in type ? type.getFields()[selection.name] : undefined;
  const nullable = !isNonNullType(field?.type);
  if (!selection.selections) {
    return (source, result) => {
      const value = read(source);
      if (value === undefined || (value === null && !nullable)) return false;
      result[name] = value;
      return true;
    };
  }
  const named = field && getNamedType(field.type);
  const within = isCompositeType(named) ? named : undefined;
  const select = compileSelections(selection.selections, within, matches, schema);
  return (source, result) => {
    const value = read(source);
    if (value === undefined || (value === null && !nullable)) return false;
    const selected = selectWithin(value, select);
    if (selected === incomplete) return false;
    result[name] = selected;
    return true;
  };
}

function selectWithin(value: unknown, select: Select): unknown {
  if (Array.isArray(value)) {
    const selected = value.map((element) => selectWithin(element, select));
    return selected.includes(incomplete) ? incomplete : selected;
  }
  return isJsonObject(value) ? select(value) : null;
}
