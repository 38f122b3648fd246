import type { Identity, TokenVerifier } from '@throughgate/identity';

/** A verifier whose tokens say in plain text which scopes their bearer has; see {@link bearer}. */
const plainVerifier: TokenVerifier = {
  issuer: 'https://issuer.example',
  verify: async (token) => identityOf(token),
};

/** Headers of a caller who has these scopes. */
export function bearer(...scopes: readonly string[]): Record<string, string> {
  return { authorization: `Bearer ${Buffer.from(JSON.stringify(scopes)).toString('base64url')}` };
}

/** What a gateway is started with so that its callers are those of {@link bearer}. */
export const withCallers = { identity: { verifier: plainVerifier } };

const identities = new Map<string, Identity>();

/** The same object for the same token, as a verifier remembers it. */
function identityOf(token: string): Identity {
  let identity = identities.get(token);
  if (!identity) {
    const scopes = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as string[];
    identity = {
      ...{ id: `caller ${scopes.join()}`, clientId: 'test', kind: 'person', organisation: 'test' },
      ...{ roles: [], scopes, purposes: ['supervision'], subgraphs: [], expiresAt: 8.64e15 },
    };
    identities.set(token, identity);
  }
  return identity;
}
