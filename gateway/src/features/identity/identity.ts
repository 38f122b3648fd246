import { TokenError, type TokenVerifier } from '@throughgate/identity';
import { Counter } from 'prom-client';
import type { GatewayFeature } from '../gateway-feature.ts';
import { bearerToken } from './bearer-token.ts';
import type { Callers } from './callers.ts';
import { issuerUnavailable, unauthenticated } from './token-refusals.ts';

/** Who vouches for callers. */
export interface IdentityOptions {
  /** Verifies the tokens that requests bring. */
  readonly verifier: TokenVerifier;
}

/** How a request's token fared: `cached` where it had been verified a moment before, `missing` where there was none. */
type Outcome = 'verified' | 'cached' | 'refused' | 'unavailable' | 'missing';

/** The feature that finds out who asks from the token of a request, and refuses a request without a good one. */
export function identity({ verifier }: IdentityOptions, callers: Callers): GatewayFeature {
  const checks = new Counter<'outcome'>({
    name: 'gateway_token_checks_total',
    help: 'Requests by what came of checking their token',
    labelNames: ['outcome'],
    registers: [],
  });
  const count = (outcome: Outcome) => checks.inc({ outcome });
  return {
    name: 'identity',
    metrics: [checks],
    async onRequest(request) {
      const token = tokenOf(request);
      try {
        const identity = await verifier.verify(token);
        count(callers.has(identity) ? 'cached' : 'verified');
        return callers.of(identity, token);
      } catch (error) {
        if (!(error instanceof TokenError)) throw error;
        if (error.code === 'ISSUER_UNAVAILABLE') {
          count('unavailable');
          throw issuerUnavailable(error.message);
        }
        count('refused');
        throw unauthenticated(error.message, 'invalid_token');
      }
    },
  };

  function tokenOf(request: Parameters<typeof bearerToken>[0]): string {
    let token: string | undefined;
    try {
      token = bearerToken(request);
    } catch (error) {
      count('refused');
      throw error;
    }
    if (token !== undefined) return token;
    count('missing');
    throw unauthenticated(
      `Send a token of the issuer ${verifier.issuer} in the header "authorization: Bearer <token>".`,
      undefined,
    );
  }
}
