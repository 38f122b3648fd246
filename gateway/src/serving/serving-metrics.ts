import { shortDigest } from '@throughgate/registry-client/digest';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What is measured of supergraphs that come and go. */
export interface ServingMetrics {
  /** A supergraph took over. */
  serving(digest: string): void;
  /** A new supergraph was looked at, for so many seconds. */
  reloaded(result: 'switched' | 'refused', seconds: number): void;
  /** So many generations that were replaced still have requests to finish. */
  draining(count: number): void;
}

/** Seconds: from a small supergraph with few operations to one of hundreds of subgraphs. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Registers the metrics of a serving graph. */
export function createServingMetrics(registry: Registry): ServingMetrics {
  const registers = [registry];
  const info = new Gauge({
    name: 'gateway_supergraph_info',
    help: 'The supergraph that is served: 1, its digest in the label',
    labelNames: ['digest'],
    aggregator: 'max',
    registers,
  });
  // The moment and not the age, as Prometheus advises: time() minus this is the age whenever it is asked for.
  const since = new Gauge({
    name: 'gateway_supergraph_since_timestamp_seconds',
    help: 'When the supergraph that is served took over, in seconds since 1970',
    aggregator: 'max',
    registers,
  });
  const reloads = new Counter({
    name: 'gateway_supergraph_reloads_total',
    help: 'New supergraphs, by whether they took over or were refused',
    labelNames: ['result'],
    registers,
  });
  const duration = new Histogram({
    name: 'gateway_supergraph_reload_duration_seconds',
    help: 'Time from a new supergraph to its taking over: loading it and planning operations on it',
    buckets,
    registers,
  });
  const generations = new Gauge({
    name: 'gateway_supergraph_generations',
    help: 'Generations in memory: the one that serves, and those that finish what they began',
    labelNames: ['state'],
    registers,
  });
  generations.set({ state: 'draining' }, 0);
  for (const result of ['switched', 'refused']) reloads.inc({ result }, 0);

  return {
    serving(digest) {
      info.reset();
      info.set({ digest: shortDigest(digest) }, 1);
      since.set(Date.now() / 1000);
      generations.set({ state: 'serving' }, 1);
    },
    reloaded(result, seconds) {
      reloads.inc({ result });
      if (result === 'switched') duration.observe(seconds);
    },
    draining: (count) => generations.set({ state: 'draining' }, count),
  };
}
