import type { JWK } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import { personaGrant } from './persona-grant.ts';

/** Client by which a gateway has people sign in. */
const gatewayClient = 'throughgate-gateway';

/** Client by which `hub token issue` and tests have tokens of personas. */
export const hubClient = 'hub';

/** Path at which a gateway takes back who has signed in. */
const callbackPath = '/sign-in/callback';

/**
 * The clients that the issuer knows: a gateway on this machine, the `hub` command, and the systems of agencies.
 * @param systems the private key of each, of which the issuer is told the public part
 */
export function issuerClients(systems: ReadonlyMap<string, JWK>): ClientMetadata[] {
  return [
    {
      client_id: gatewayClient,
      client_name: 'Throughgate',
      // Of an address of the machine itself any port will do, so that a gateway may listen on whichever is free (RFC 8252
      // section 7.3).
      application_type: 'native',
      redirect_uris: ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}${callbackPath}`),
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    {
      client_id: hubClient,
      client_name: 'hub token issue',
      redirect_uris: [],
      response_types: [],
      grant_types: [personaGrant],
      token_endpoint_auth_method: 'none',
    },
    ...[...systems].map(
      ([client, { d: _private, ...publicKey }]): ClientMetadata => ({
        client_id: client,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: { keys: [publicKey as never] },
      }),
    ),
  ];
}
