import { getResponseName, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { isJsonObject, type JsonObject, readerOf } from './json.ts';
import { mergeInto } from './merge.ts';
import type { TypeConditions } from './type-conditions.ts';

/**
 * Takes from an entity what the next subgraph needs to recognise it (keys and required fields).
 * Returns `undefined` when a needed field is missing, or when the entity's type is none that is asked for.
 */
export type Representer = (entity: JsonObject) => JsonObject | undefined;

/** Compiles the `requires` selection of a fetch into a {@link Representer}. */
export function compileRepresenter(
  requires: readonly QueryPlanSelectionNode[],
  matches: TypeConditions,
): Representer {
  const select = compileSelections(requires, matches);
  return (entity) => {
    const representation = select(entity);
    return representation?.['__typename'] ? representation : undefined;
  };
}

/** Writes one selection of `source` into `result`; false when what is needed is missing. */
type SelectionStep = (source: JsonObject, result: JsonObject) => boolean;

function compileSelections(
  selections: readonly QueryPlanSelectionNode[],
  matches: TypeConditions,
): (source: JsonObject) => JsonObject | undefined {
  const steps = selections.map((selection) => compileSelection(selection, matches));
  return (source) => {
    const result: JsonObject = {};
    for (const step of steps) {
      if (!step(source, result)) return undefined;
    }
    return result;
  };
}

function compileSelection(selection: QueryPlanSelectionNode, matches: TypeConditions): SelectionStep {
  if (selection.kind === 'InlineFragment') {
    const { typeCondition } = selection;
    if (typeCondition === undefined) return () => true;
    const select = compileSelections(selection.selections, matches);
    return (source, result) => {
      const typename = source['__typename'];
      if (typeof typename !== 'string' || !matches(typeCondition, typename)) return true;
      const selected = select(source);
      if (selected) mergeInto(result, selected);
      return true;
    };
  }
  const name = getResponseName(selection);
  const read = readerOf(name);
  const select = selection.selections && compileSelections(selection.selections, matches);
  return (source, result) => {
    const value = read(source);
    if (value === undefined) return false;
    result[name] = select ? selectWithin(value, select) : value;
    return true;
  };
}

function selectWithin(value: unknown, select: (source: JsonObject) => JsonObject | undefined): unknown {
  if (Array.isArray(value)) return value.map((element) => selectWithin(element, select));
  return isJsonObject(value) ? (select(value) ?? null) : null;
}
