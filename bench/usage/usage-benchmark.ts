import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextCrn } from '../gateway/people.ts';
import { openSupergraphAt } from '../gateway/supergraph-at.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { journeyOf } from '../journey/journey-query.ts';

/** Core for the gateways; the subgraphs and this process have the other. */
const gatewayCore = 0;
const connections = 16;

/** What recording operations costs a gateway: CPU time per journey with and without. */
export const usageBenchmark: Benchmark = {
  name: 'usage',
  summary: 'recording which operations clients run: the journey query through a gateway with and without',
  async run({ quick }, { directory, cleanup, tell }) {
    const [warmUp, seconds, rounds] = quick ? [0.5, 0.5, 3] : [5, 4, 9];
    const subgraphs = await startChild(
      { module: import.meta.resolve('../gateway/processes/fixed-subgraphs.ts') },
      cleanup,
    );
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, openSupergraphAt(JSON.parse(subgraphs.ready) as Record<string, string>));
    const start = (record: 'yes' | 'no') =>
      startChild(
        {
          module: import.meta.resolve('./processes/recording-gateway.ts'),
          arguments: [supergraph, record],
          core: gatewayCore,
        },
        cleanup,
      );
    const children = { recording: await start('yes'), silent: await start('no') };
    for (const child of Object.values(children)) await measure(child, warmUp);
    tell(`measuring ${rounds} rounds of ${seconds} s each`);
    const results = await interleaved(rounds, {
      recording: () => measure(children.recording, seconds),
      silent: () => measure(children.silent, seconds),
    });
    const of = (name: keyof typeof results, value: keyof Measured) => results[name].map((one) => one[value]);
    return [
      judged(
        'CPU per operation, × without recording',
        medianRatio(of('recording', 'cpu'), of('silent', 'cpu')),
        { atMost: 1.03 },
        times,
      ),
      plain(
        'throughput, × without recording',
        medianRatio(of('recording', 'throughput'), of('silent', 'throughput')),
        times,
      ),
      plain('CPU per operation with', median(of('recording', 'cpu')), inUnit('µs')),
      plain('CPU per operation without', median(of('silent', 'cpu')), inUnit('µs')),
    ];
  },
};

interface Measured {
  /** Operations a second. */
  readonly throughput: number;
  /** CPU microseconds of the gateway's process per operation; NaN where they cannot be read. */
  readonly cpu: number;
}

async function measure(gateway: Child, seconds: number): Promise<Measured> {
  const before = gateway.cpuSeconds() ?? Number.NaN;
  await using client = connectGraphql(gateway.ready, connections);
  const result = await closedLoop(connections, seconds, () => client.send(journeyOf(nextCrn())));
  const used = (gateway.cpuSeconds() ?? Number.NaN) - before;
  return { throughput: result.operations / result.seconds, cpu: (used / result.operations) * 1e6 };
}
