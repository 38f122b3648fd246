import { Counter } from 'prom-client';
import type { GatewayFeature } from '../gateway-feature.ts';
import { shareInFlight } from './share-in-flight.ts';

/** The feature that lets identical queries of one caller share a request in flight; see {@link shareInFlight}. */
export function inFlightSharing(): GatewayFeature {
  const shared = new Counter({
    name: 'gateway_subgraph_fetches_shared_total',
    help: 'Fetches answered by an identical one in flight',
    registers: [],
  });
  return {
    name: 'in-flight sharing',
    metrics: [shared],
    onSupergraph: () => ({ wrapTransport: (inner) => shareInFlight(inner, () => shared.inc()) }),
  };
}
