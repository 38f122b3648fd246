import type { GatewayFeature } from '../../src/index.ts';

/** A feature that establishes who asks, or refuses to. */
export function identity(onRequest: NonNullable<GatewayFeature['onRequest']>): GatewayFeature {
  return { name: 'identity', onRequest };
}
