import { readRequirements } from '@throughgate/authorization';
import { OperatorError } from '@throughgate/service';
import { parse } from 'graphql';
import type { GatewayFeature } from '../gateway-feature.ts';

/**
 * The feature that has callers meet what the supergraph requires of them. Raises `OperatorError` for a supergraph that
 * requires something while nobody vouches for callers.
 */
export function authorization(): GatewayFeature {
  return {
    name: 'authorization',
    onSupergraph({ sdl }) {
      if (!readRequirements(parse(sdl, { noLocation: true })).any) return {};
      throw new OperatorError(
        'The supergraph requires something of callers (@authenticated, @requiresScopes, @policy), but nobody vouches for who ' +
          'asks. Set HUB_ISSUER (--issuer) to the URL of the OpenID Connect issuer whose tokens callers have.',
      );
    },
  };
}
