import { collectDefaultMetrics, Registry } from 'prom-client';

let collected: Registry | undefined;

/**
 * Metrics of this process: memory, CPU, event loop. They are collected once for all services that it runs, since each
 * collection watches the event loop and the garbage collector anew.
 */
function processMetrics(): Registry {
  if (collected === undefined) {
    collected = new Registry();
    collectDefaultMetrics({ register: collected });
  }
  return collected;
}

/** Names of the metrics that concern the whole process. */
export function processMetricNames(): ReadonlySet<string> {
  return new Set(
    processMetrics()
      .getMetricsAsArray()
      .map(({ name }) => name),
  );
}

/** Adds the metrics of this process to those of a service. */
export function addProcessMetrics(registry: Registry): void {
  for (const name of processMetricNames()) {
    const metric = processMetrics().getSingleMetric(name);
    if (metric) registry.registerMetric(metric);
  }
}
