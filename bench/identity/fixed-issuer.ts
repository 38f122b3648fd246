import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Algorithms that are measured: what Keycloak and Entra ID sign by as they come, and what the development issuer does. */
export const measuredAlgorithms = ['RS256', 'ES256'] as const;

/** Algorithm by which tokens are signed. */
export type MeasuredAlgorithm = (typeof measuredAlgorithms)[number];

/** An issuer with a key for each algorithm, which makes as many tokens as are wanted and does nothing else. */
export interface FixedIssuer {
  readonly url: string;
  /** Its public keys. */
  readonly jwks: { readonly keys: Awaited<ReturnType<typeof exportJWK>>[] };
  /** Makes tokens of practitioners, each of another one. */
  tokens(algorithm: MeasuredAlgorithm, count: number): Promise<string[]>;
}

/** Audience of its tokens. */
export const audience = 'throughgate';

/** Starts the issuer; it ends with the benchmark. */
export async function startFixedIssuer(cleanup: AsyncDisposableStack): Promise<FixedIssuer> {
  const keys = Object.fromEntries(
    await Promise.all(
      measuredAlgorithms.map(
        async (alg) => [alg, await generateKeyPair(alg, { extractable: true })] as const,
      ),
    ),
  );
  const jwks = {
    keys: await Promise.all(
      Object.entries(keys).map(async ([alg, { publicKey }]) => ({
        ...(await exportJWK(publicKey)),
        alg,
        kid: alg,
      })),
    ),
  };
  const server = createServer((request, response) => {
    const discovery = { issuer: url, jwks_uri: `${url}/jwks` };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url === '/jwks' ? jwks : discovery));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let made = 0;
  return {
    url,
    jwks,
    async tokens(algorithm, count) {
      const key = keys[algorithm]?.privateKey;
      if (!key) throw new Error(`there is no key for ${algorithm}`);
      const iat = Math.floor(Date.now() / 1000);
      return Promise.all(
        Array.from({ length: count }, () => {
          made += 1;
          return new SignJWT({
            iss: url,
            aud: audience,
            sub: `3f2b9c1e-7f0c-4f5e-9b57-${String(made).padStart(12, '0')}`,
            client_id: 'case-management',
            iat,
            exp: iat + 3_600,
            roles: ['probation-practitioner'],
            organisation: 'Probation Service, Greater Manchester',
            purposes: ['supervision', 'employment-support'],
          })
            .setProtectedHeader({ alg: algorithm, kid: algorithm, typ: 'at+jwt' })
            .sign(key);
        }),
      );
    },
  };
}
