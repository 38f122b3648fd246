import { Counter, Gauge, Histogram, type Metric } from 'prom-client';

/** Why a subscription ended. */
export type Ended = 'client' | 'slow' | 'token' | 'erased' | 'refused' | 'stopping';

/** What is counted of subscriptions. */
export interface LiveMetrics {
  readonly all: readonly Metric[];
  readonly subscribers: Gauge;
  readonly shared: Gauge;
  readonly results: Counter;
  readonly evaluations: Counter;
  readonly ended: Counter<'why'>;
  readonly refused: Counter<'code'>;
  readonly unplaced: Counter;
  readonly lag: Histogram;
}

/** Makes the metrics of subscriptions. */
export function liveMetrics(): LiveMetrics {
  const made = {
    subscribers: new Gauge({
      name: 'gateway_live_subscribers',
      help: 'Subscriptions that are open',
      registers: [],
    }),
    shared: new Gauge({
      name: 'gateway_live_operations',
      help: 'Different operations that they share: each is executed once for an event',
      registers: [],
    }),
    results: new Counter({
      name: 'gateway_live_results_total',
      help: 'Results handed to subscribers',
      registers: [],
    }),
    evaluations: new Counter({
      name: 'gateway_live_evaluations_total',
      help: 'Executions for subscribers, each for all who share an operation',
      registers: [],
    }),
    ended: new Counter<'why'>({
      name: 'gateway_live_ended_total',
      help: 'Subscriptions that ended, by why',
      labelNames: ['why'],
      registers: [],
    }),
    refused: new Counter<'code'>({
      name: 'gateway_live_refused_total',
      help: 'Subscriptions that were refused before they began, by code',
      labelNames: ['code'],
      registers: [],
    }),
    unplaced: new Counter({
      name: 'gateway_live_unplaced_events_total',
      help: 'Events that did not show in a journey within a minute, so that its subscribers were not told of them',
      registers: [],
    }),
    lag: new Histogram({
      name: 'gateway_live_lag_seconds',
      help: 'Seconds from hearing of a change to handing the result to subscribers',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [],
    }),
  };
  return { all: Object.values(made), ...made };
}
