import { isJsonObject, type JsonObject } from '../data/json.ts';
import { isRawNumber } from '../exact-numbers/raw-number.ts';
import type { TypeConditions } from '../planning/type-conditions.ts';

/**
 * Merges what a subgraph answered of an entity into what is known of it. A type name stays when the answer has only a wider
 * one: a subgraph with an `@interfaceObject` calls all entities by the interface's name.
 */
export function mergeEntity(target: JsonObject, entity: JsonObject, matches: TypeConditions): void {
  const known = target['__typename'];
  const given = entity['__typename'];
  mergeInto(target, entity);
  if (typeof known === 'string' && typeof given === 'string' && known !== given && matches(given, known)) {
    target['__typename'] = known;
  }
}

/**
 * Merges a subgraph's answer into what is already known of the same object: later values win, objects and
 * lists of equal length are merged element by element (also lists in lists). `source` may become part of `target`.
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  if (target === source) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    // `__proto__` as a key would reach the prototype; no answer may do that.
    if (value === undefined || key === '__proto__') continue;
    target[key] = merged(Object.hasOwn(target, key) ? target[key] : undefined, value);
  }
}

function merged(existing: unknown, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || typeof existing !== 'object' || existing === null) {
    return value;
  }
  if (isRawNumber(value)) return value;
  if (Array.isArray(value)) {
    if (!Array.isArray(existing) || existing.length !== value.length) return value;
    if (existing !== value) {
      for (let index = 0; index < value.length; index++) {
        existing[index] = merged(existing[index], value[index]);
      }
    }
    return existing;
  }
  if (!isJsonObject(existing)) return value;
  mergeInto(existing, value as JsonObject);
  return existing;
}
