import { type Grant, grantsOf } from '@throughgate/authorization';
import type { Caller } from '@throughgate/service';

/** Callers of whom the supergraph can tell no difference: they may have the same. */
export interface CallerClass {
  /** The same text for the same class. */
  readonly key: string;
  /** What of all that the supergraph names as required they have. */
  readonly granted: ReadonlySet<Grant>;
}

/** Which policies hold for a caller, by the names that `@policy` has. */
export type Policies = (caller: Caller) => ReadonlySet<string>;

/**
 * Creates a function that tells the class of a caller. Only whom an issuer vouches for has anything: a caller of another kind
 * does not come here, and if one does, it may have what is open to everybody.
 *
 * @param named everything that the supergraph names as required
 */
export function createCallerClasses(
  named: ReadonlySet<Grant>,
  policies: Policies | undefined,
): (caller: Caller) => CallerClass {
  const required = [...named].sort();
  const needsPolicies = required.some((grant) => grant.startsWith('policy:'));
  // Of the same token a caller's scopes are the same object as long as the token is remembered.
  const known = new WeakMap<readonly string[], CallerClass>();
  const unvouched = classOf(new Set());

  return (caller) => {
    if (caller.kind !== 'person' && caller.kind !== 'system') return unvouched;
    if (needsPolicies && policies) return classOf(grantsOf(caller.scopes, policies(caller)));
    let found = known.get(caller.scopes);
    if (!found) {
      found = classOf(grantsOf(caller.scopes));
      known.set(caller.scopes, found);
    }
    return found;
  };

  function classOf(grants: ReadonlySet<Grant>): CallerClass {
    const granted = required.filter((grant) => grants.has(grant));
    return { key: JSON.stringify(granted), granted: new Set(granted) };
  }
}
