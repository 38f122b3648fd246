import type { Registry } from 'prom-client';
import { counterIn, gaugeIn } from '../support/metric.ts';

/** The metrics of the relay of one agency. */
export function relayMetrics(registry: Registry, agency: string) {
  const labelNames = ['agency'] as const;
  const labels = { agency };
  const published = counterIn(registry, {
    name: 'throughgate_relay_published_total',
    help: 'Events moved from the outbox to the event log',
    labelNames,
  });
  const failures = counterIn(registry, {
    name: 'throughgate_relay_failures_total',
    help: 'Attempts at which the event log took no events',
    labelNames,
  });
  const backlog = gaugeIn(registry, {
    name: 'throughgate_relay_backlog',
    help: 'Events that wait in the outbox',
    labelNames,
  });
  const lag = gaugeIn(registry, {
    name: 'throughgate_relay_lag_seconds',
    help: 'Age of the oldest event that waits in the outbox',
    labelNames,
  });
  return {
    published: published.labels(labels),
    failures: failures.labels(labels),
    backlog: backlog.labels(labels),
    lag: lag.labels(labels),
  };
}
