import { isJsonObject, type JsonObject } from '../data/json.ts';
import type { Account } from '../response/completion.ts';
import type { SelectedFields } from './selected-fields.ts';

/** Fields that are missing in what was fetched for a known reason, by the object in which they are missing. */
export type AccountedFields = Map<JsonObject, Map<string, Account>>;

/** Accounts for those of `fields` that are missing in `target`, or in what is below it, and for a type that is not known. */
export function accountFor(
  accounted: AccountedFields,
  target: JsonObject,
  fields: SelectedFields,
  account: Account,
): void {
  const keys = accounted.get(target) ?? new Map<string, Account>();
  accounted.set(target, keys.set('__typename', account));
  for (const [key, { fields: below }] of fields) {
    const value = Object.hasOwn(target, key) ? target[key] : undefined;
    if (value === undefined) keys.set(key, account);
    else if (below.size > 0) accountWithin(value, below);
  }

  function accountWithin(value: unknown, below: SelectedFields): void {
    if (Array.isArray(value)) for (const element of value) accountWithin(element, below);
    else if (isJsonObject(value)) accountFor(accounted, value, below, account);
  }
}
