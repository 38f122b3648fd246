import { isJsonObject, type JsonObject } from './json.ts';
import type { SelectedFields } from './selected-fields.ts';

/**
 * Fields that are missing in what was fetched and need no further word, by the object in which they are missing: an error
 * tells of them already, or a subgraph said that it has no such entity.
 */
export type AccountedFields = Map<JsonObject, Set<string>>;

/** Accounts for those of `fields` that are missing in `target`, or in what is below it, and for a type that is not known. */
export function accountFor(accounted: AccountedFields, target: JsonObject, fields: SelectedFields): void {
  account(accounted, target, '__typename');
  for (const [key, { fields: below }] of fields) {
    const value = Object.hasOwn(target, key) ? target[key] : undefined;
    if (value === undefined) {
      account(accounted, target, key);
    } else if (below.size > 0) {
      accountWithin(value, below);
    }
  }

  function accountWithin(value: unknown, below: SelectedFields): void {
    if (Array.isArray(value)) for (const element of value) accountWithin(element, below);
    else if (isJsonObject(value)) accountFor(accounted, value, below);
  }
}

function account(accounted: AccountedFields, target: JsonObject, key: string): void {
  const keys = accounted.get(target) ?? new Set();
  accounted.set(target, keys.add(key));
}
