import type { ResponsePath } from '@apollo/query-planner';
import type { JsonObject } from '../data/json.ts';

/**
 * Collects the objects at a plan's path, where `@` stands for every element of a list. Nulls and what is missing
 * are left out.
 */
export function collectAt(value: unknown, path: ResponsePath, from: number, into: JsonObject[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const next = path[from] === '@' ? from + 1 : from;
    for (const element of value) collectAt(element, path, next, into);
    return;
  }
  const segment = path[from];
  if (segment === undefined) {
    into.push(value as JsonObject);
    return;
  }
  if (!Object.hasOwn(value, segment)) return;
  collectAt((value as JsonObject)[segment], path, from + 1, into);
}

/**
 * The response paths (field names and list indices) of the objects that {@link collectAt} collects, in the
 * same order. Only computed when an error needs them.
 */
export function locate(root: JsonObject, path: ResponsePath): (string | number)[][] {
  const found: (string | number)[][] = [];
  visit(root, 0, []);
  return found;

  function visit(value: unknown, from: number, at: (string | number)[]): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      const next = path[from] === '@' ? from + 1 : from;
      value.forEach((element, index) => {
        visit(element, next, [...at, index]);
      });
      return;
    }
    const segment = path[from];
    if (segment === undefined) {
      found.push(at);
    } else if (Object.hasOwn(value, segment)) {
      visit((value as JsonObject)[segment], from + 1, [...at, segment]);
    }
  }
}
