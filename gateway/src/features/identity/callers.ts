import { callerOf, type Identity, type Purpose } from '@throughgate/identity';
import type { Caller } from '@throughgate/service';

/**
 * The callers that tokens speak for, one object for each token and purpose as long as the token's identity is kept: what others
 * work out of a caller they keep by it.
 */
export interface Callers {
  /** Whether the identity has had a caller before, and so was not verified just now. */
  has(identity: Identity): boolean;
  /** The caller that asks with a token, for no purpose yet. */
  of(identity: Identity, token: string): Caller;
  /** The same caller, asking for a purpose. */
  forPurpose(caller: Caller, purpose: Purpose): Caller;
  /** The identity of a caller; `undefined` of one that is not from here. */
  identityOf(caller: Caller): Identity | undefined;
}

/** Creates {@link Callers}. */
export function createCallers(): Callers {
  const callers = new WeakMap<Identity, Caller>();
  const identities = new WeakMap<Caller, Identity>();
  const withPurposes = new WeakMap<Caller, Map<Purpose, Caller>>();

  return {
    has: (identity) => callers.has(identity),
    of(identity, token) {
      const found = callers.get(identity);
      if (found) return found;
      const caller = callerOf(identity, token, undefined);
      callers.set(identity, caller);
      identities.set(caller, identity);
      return caller;
    },
    forPurpose(caller, purpose) {
      const known = withPurposes.get(caller) ?? new Map<Purpose, Caller>();
      withPurposes.set(caller, known);
      const found = known.get(purpose);
      if (found) return found;
      const asking: Caller = { ...caller, purpose };
      known.set(purpose, asking);
      const identity = identities.get(caller);
      if (identity) identities.set(asking, identity);
      return asking;
    },
    identityOf: (caller) => identities.get(caller),
  };
}
