import type { Caller } from '@throughgate/service';

/**
 * What is known of a caller but who exactly it is: what one was answered is given to others only
 * where they are alike in all of it. Roles and scopes are in order, so that the same ones are always the same.
 */
export function callerTraits({
  kind,
  organisation,
  roles,
  scopes,
  clientId,
  purpose,
}: Caller): readonly (string | readonly string[] | undefined)[] {
  return [kind, organisation, [...roles].sort(), [...scopes].sort(), clientId, purpose];
}
