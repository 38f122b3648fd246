import type { Registry } from 'prom-client';
import { counterIn, gaugeIn, setAtScrape } from '../support/metric.ts';
import type { OutboxStatus } from './outbox-rows.ts';

/** The metrics of the relay of one agency; `status` is asked each time they are read. */
export function relayMetrics(
  registry: Registry,
  agency: string,
  status: () => Promise<OutboxStatus | undefined>,
) {
  const labelNames = ['agency'] as const;
  const labels = { agency };
  const published = counterIn(registry, {
    name: 'throughgate_relay_published_total',
    help: 'Events moved from the outbox to the event log',
    labelNames,
  });
  const failures = counterIn(registry, {
    name: 'throughgate_relay_failures_total',
    help: 'Attempts at which the event log did not take all events',
    labelNames,
  });
  const gauges = {
    backlog: gaugeIn(registry, {
      name: 'throughgate_relay_backlog',
      help: 'Events that wait in the outbox',
      labelNames,
    }),
    lag: gaugeIn(registry, {
      name: 'throughgate_relay_lag_seconds',
      help: 'Age of the oldest event that waits in the outbox',
      labelNames,
    }),
    parked: gaugeIn(registry, {
      name: 'throughgate_relay_parked',
      help: 'Events in the outbox that the event log will never take as they are',
      labelNames,
    }),
  };
  const stops = [
    setAtScrape(gauges.backlog, async (gauge) => {
      const now = await status();
      if (now) gauge.set(labels, now.waiting);
    }),
    setAtScrape(gauges.lag, async (gauge) => {
      const now = await status();
      // An outbox that cannot be looked at is no younger for that.
      if (now) gauge.set(labels, now.oldest ? (Date.now() - now.oldest.getTime()) / 1_000 : 0);
    }),
    setAtScrape(gauges.parked, async (gauge) => {
      const now = await status();
      if (now) gauge.set(labels, now.parked);
    }),
  ];
  return {
    published: published.labels(labels),
    failures: failures.labels(labels),
    /** The outbox is no longer looked at. */
    stop(): void {
      for (const stop of stops) stop();
    },
  };
}
