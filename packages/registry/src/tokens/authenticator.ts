import { TokenError, type TokenVerifier } from '@throughgate/identity';
import { requireStorable } from '../publishing/require-storable.ts';
import { RegistryError } from '../registry-error.ts';
import type { Principal } from './principal.ts';
import { principalOfIdentity } from './principal-of-identity.ts';
import { isTokenSecret } from './token-secret.ts';
import type { TokenStore } from './token-store.ts';

/** Finds whose token a request carries. */
export interface Authenticator {
  /**
   * Raises HUB-C040 (401) when there is no token or it is none that is known, HUB-C041 (401) when one of the registry's own has
   * expired, and HUB-C059 (503) when the issuer that would vouch for it cannot be asked.
   */
  authenticate(token: string | undefined): Promise<Principal>;
}

/**
 * Knows the registry's own tokens and, with a `verifier`, those of an issuer. A token is looked up in one place only, told by how
 * it begins, so that neither kind can be taken for the other.
 */
export function createAuthenticator({
  tokens,
  verifier,
}: {
  readonly tokens: Pick<TokenStore, 'authenticate'>;
  readonly verifier: TokenVerifier | undefined;
}): Authenticator {
  return {
    async authenticate(token) {
      if (verifier === undefined || token === undefined || isTokenSecret(token)) {
        return await tokens.authenticate(token);
      }
      return await fromIssuer(token, verifier);
    },
  };
}

async function fromIssuer(token: string, verifier: TokenVerifier): Promise<Principal> {
  try {
    const principal = principalOfIdentity(await verifier.verify(token));
    requireStorable(principal.name, 'subject and client of the token');
    return principal;
  } catch (cause) {
    if (!(cause instanceof TokenError)) throw cause;
    throw cause.code === 'ISSUER_UNAVAILABLE'
      ? new RegistryError('HUB-C059', 503, cause.message, [], { cause })
      : new RegistryError('HUB-C040', 401, cause.message, [], { cause });
  }
}
