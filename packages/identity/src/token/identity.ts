import type { Caller } from '@throughgate/service';

/** Who a token speaks for, as its issuer says. */
export interface Identity {
  /** Claim `sub`. */
  readonly id: string;
  /** Claim `client_id`: the program that holds the token. */
  readonly clientId: string;
  /** A `system` is a program that asks for itself, whose token names it as subject and client (RFC 9068 section 2.2). */
  readonly kind: 'person' | 'system';
  /** On whose behalf: claim `organisation`; empty where there is none. */
  readonly organisation: string;
  /** Roles as the issuer granted them, also those that the hub does not know. */
  readonly roles: readonly string[];
  /** Scopes of the hub: those that the roles stand for, and those that the claim `scope` names. */
  readonly scopes: readonly string[];
  /** Purposes that are granted: claim `purposes`. */
  readonly purposes: readonly string[];
  /** Subgraphs for which the registry's scopes hold: claim `subgraphs`. */
  readonly subgraphs: readonly string[];
  /** Claim `exp`, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The caller of a request that an identity's token came with. */
export function callerOf(identity: Identity, token: string, purpose: string | undefined): Caller {
  const { id, clientId, kind, organisation, roles, scopes } = identity;
  return {
    id,
    clientId,
    kind,
    organisation,
    roles,
    scopes,
    token,
    ...(purpose === undefined ? {} : { purpose }),
  };
}
