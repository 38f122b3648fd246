import { OperatorError, reasonOf } from '@throughgate/service';
import type { Registry } from 'prom-client';
import type { GatewayFeature } from './gateway-feature.ts';

/**
 * Registers the metrics of a gateway's features.
 * Raises `OperatorError` when two features have one name, or two metrics.
 */
export function registerFeatures(features: readonly GatewayFeature[], registry: Registry): void {
  const names = new Set<string>();
  for (const { name, metrics = [] } of features) {
    if (names.has(name)) throw new OperatorError(`The gateway has two features of the name '${name}'.`);
    names.add(name);
    for (const metric of metrics) {
      try {
        registry.registerMetric(metric);
      } catch (cause) {
        const reason = reasonOf(cause);
        throw new OperatorError(`The gateway's feature '${name}' cannot have its metrics: ${reason}`, {
          cause,
        });
      }
    }
  }
}
