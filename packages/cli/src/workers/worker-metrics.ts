import type { GroupAnswers } from '@throughgate/service';

/** Metrics of the workers themselves, in the form in which prom-client hands metrics on: the process that watches answers nobody. */
export function workerMetrics(listening: number, restarts: number): GroupAnswers['metrics'] {
  return [
    metric('gateway_workers', 'Processes of the gateway that listen', 'gauge', listening),
    metric('gateway_worker_restarts_total', 'Processes of the gateway started again', 'counter', restarts),
  ];
}

function metric(name: string, help: string, type: string, value: number) {
  const values = [{ value, labels: { service: 'gateway' } }];
  return { name, help, type, values, aggregator: 'sum' } as unknown as GroupAnswers['metrics'][number];
}
