import { hash } from 'node:crypto';
import { type Caller, encodeCaller } from '@throughgate/service';
import { callerTraits } from '../caller-traits.ts';

/** For whom an answer is kept, as text. */
export interface CallerScope {
  /** All callers of whom an agency can tell no difference but who they are: kind, organisation, roles, scopes, program and purpose. */
  readonly shared: string;
  /** The caller alone, with this token and purpose. */
  readonly own: string;
}

/** Makes the function that tells for whom what a caller is answered may be kept. What is not known to be the same is another. */
export function createCallerScopes(): (caller: Caller) => CallerScope {
  // Of one token and purpose the gateway has one caller, as long as the token is remembered.
  const known = new WeakMap<Caller, CallerScope>();
  return (caller) => {
    let scope = known.get(caller);
    if (!scope) {
      scope = {
        shared: hash('sha256', JSON.stringify(callerTraits(caller)), 'base64url'),
        own: hash('sha256', `${encodeCaller(caller)}\n${caller.token ?? ''}`, 'base64url'),
      };
      known.set(caller, scope);
    }
    return scope;
  };
}
