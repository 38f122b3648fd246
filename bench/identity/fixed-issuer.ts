import { makeTokenKey, startTokenIssuer } from '@throughgate/testkit/token-issuer';
import type { JSONWebKeySet } from 'jose';

/** Algorithms that are measured: what Keycloak and Entra ID sign by as they come, and what the development issuer does. */
export const measuredAlgorithms = ['RS256', 'ES256'] as const;

/** Algorithm by which tokens are signed. */
export type MeasuredAlgorithm = (typeof measuredAlgorithms)[number];

/** An issuer with a key for each algorithm, which makes as many tokens as are wanted. */
export interface FixedIssuer {
  readonly url: string;
  /** Its public keys. */
  readonly jwks: JSONWebKeySet;
  /** Makes tokens of practitioners, each of another one. */
  tokens(algorithm: MeasuredAlgorithm, count: number): Promise<string[]>;
}

/** Audience of its tokens. */
export const audience = 'throughgate';

/** Starts the issuer; it ends with the benchmark. */
export async function startFixedIssuer(cleanup: AsyncDisposableStack): Promise<FixedIssuer> {
  const issuer = cleanup.use(await startTokenIssuer());
  const keys = await Promise.all(measuredAlgorithms.map((alg) => makeTokenKey(alg, alg)));
  issuer.setKeys(keys);
  let made = 0;
  return {
    url: issuer.url,
    jwks: (await (await fetch(`${issuer.url}/jwks`)).json()) as JSONWebKeySet,
    async tokens(algorithm, count) {
      const exp = Math.floor(Date.now() / 1000) + 3_600;
      return Promise.all(
        Array.from({ length: count }, () => {
          made += 1;
          const claims = {
            sub: `3f2b9c1e-7f0c-4f5e-9b57-${String(made).padStart(12, '0')}`,
            client_id: 'case-management',
            exp,
            roles: ['probation-practitioner'],
            organisation: 'Probation Service, Greater Manchester',
            purposes: ['supervision', 'employment-support'],
          };
          return issuer.sign(
            claims,
            {},
            keys.find(({ alg }) => alg === algorithm),
          );
        }),
      );
    },
  };
}
