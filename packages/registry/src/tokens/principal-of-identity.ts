import type { Identity } from '@throughgate/identity';
import { type Verb, verbs, whyReserved } from '@throughgate/registry-client';
import type { Principal } from './principal.ts';

/** Scopes of an issuer's tokens that are the registry's are called so: `registry:<verb>`. */
const scopePrefix = 'registry:';

/**
 * What somebody may do in the registry whom an issuer vouches for: the verbs of the scopes `registry:<verb>`, for the subgraphs that
 * the token names; one that names none is for none. The name shows in the history: subject and client, so that it looks like the
 * name of no other token. Names that are the hub's own are left out, whatever the issuer says: a token for one could speak as the hub.
 */
export function principalOfIdentity({ id, clientId, scopes, subgraphs }: Identity): Principal {
  return {
    id,
    name: `${id} (client ${clientId})`,
    subgraphs: subgraphs.filter((name) => whyReserved(name, { events: false }) === undefined),
    // Whole names only: part of a scope grants nothing.
    can: verbs.filter((verb: Verb) => scopes.includes(`${scopePrefix}${verb}`)),
    from: 'issuer',
  };
}
