import { Counter, Gauge } from 'prom-client';

const labelNames = ['subgraph'] as const;
const registers: [] = [];
type Label = (typeof labelNames)[number];

/** What the gateway measures of how it deals with subgraphs that fail. */
export function createResilienceMetrics() {
  return {
    retries: new Counter<Label>({
      name: 'gateway_subgraph_retries_total',
      help: 'Queries asked again of a subgraph that gave no answer',
      labelNames,
      registers,
    }),
    budgetExceeded: new Counter<Label>({
      name: 'gateway_subgraph_retries_refused_total',
      help: 'Queries not asked again because the retry budget was used up',
      labelNames,
      registers,
    }),
    hedges: new Counter<Label>({
      name: 'gateway_subgraph_hedges_total',
      help: 'Queries asked a second time beside the first, which took long',
      labelNames,
      registers,
    }),
    circuitOpen: new Gauge<Label>({
      name: 'gateway_subgraph_circuit_open',
      help: '1 while a subgraph is not asked because it failed too often',
      aggregator: 'max',
      labelNames,
      registers,
    }),
    refused: new Counter<Label>({
      name: 'gateway_subgraph_circuit_refused_total',
      help: 'Requests that were not made because the circuit of the subgraph was open',
      labelNames,
      registers,
    }),
  };
}
