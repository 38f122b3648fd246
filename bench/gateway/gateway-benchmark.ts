import { deepStrictEqual } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { hubCommand } from '../harness/hub-command.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio, quantile } from '../harness/statistics.ts';
import { journeyOf } from '../journey/journey-query.ts';
import { crnOf, nextCrn } from './people.ts';
import { supergraphAt } from './supergraph-at.ts';

/** Core for the gateways; the subgraphs and this process have the other. */
const gatewayCore = 0;
const connections = 16;

/** The gateway alone on one core, beside @apollo/gateway as it comes and a fan-out written by hand. */
export const gatewayBenchmark: Benchmark = {
  name: 'gateway',
  summary: 'the gateway alone, journey query, another person each request, 16 connections, one core',
  async run({ quick }, { directory, cleanup, tell }) {
    const [warmUp, seconds, rounds] = quick ? [0.5, 0.5, 3] : [5, 6, 5];
    const subgraphs = await startChild({ module: processModule('fixed-subgraphs') }, cleanup);
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, supergraphAt(JSON.parse(subgraphs.ready) as Record<string, string>));

    const start = (module: string, ...given: string[]) =>
      startChild({ module, arguments: given, core: gatewayCore }, cleanup);
    const children = {
      ours: await start(hubCommand, 'gateway', '--supergraph', supergraph, '--port', '0'),
      apollo: await start(processModule('apollo-gateway'), supergraph),
      handWritten: await start(processModule('fan-out'), subgraphs.ready),
    };

    const answers = await Promise.all(Object.values(children).map(askOnce));
    for (const answer of answers) deepStrictEqual(answer, answers[0]);
    tell(`answers are equal, ${JSON.stringify(answers[0]).length} bytes; warming up`);
    for (const child of Object.values(children)) await measure(child, warmUp);
    tell(`measuring ${rounds} rounds of ${seconds} s each`);
    const results = await interleaved(rounds, {
      ours: () => measure(children.ours, seconds),
      apollo: () => measure(children.apollo, seconds),
      handWritten: () => measure(children.handWritten, seconds),
    });

    const of = (name: keyof typeof results, value: keyof Measured) => results[name].map((one) => one[value]);
    const perSecond = inUnit('/s');
    const micros = inUnit('µs');
    return [
      judged(
        'throughput, × @apollo/gateway',
        medianRatio(of('ours', 'throughput'), of('apollo', 'throughput')),
        { atLeast: 2 },
        times,
      ),
      plain(
        'CPU per operation, × @apollo/gateway',
        medianRatio(of('ours', 'cpu'), of('apollo', 'cpu')),
        times,
      ),
      plain(
        'throughput, × a fan-out written by hand',
        medianRatio(of('ours', 'throughput'), of('handWritten', 'throughput')),
        times,
      ),
      ...(['ours', 'apollo', 'handWritten'] as const).flatMap((name) => [
        plain(`${titles[name]}: operations`, median(of(name, 'throughput')), perSecond),
        plain(`${titles[name]}: CPU per operation`, median(of(name, 'cpu')), micros),
        plain(`${titles[name]}: p99`, median(of(name, 'p99')), inUnit('ms')),
        plain(
          `${titles[name]}: peak memory`,
          (children[name].peakMemory() ?? Number.NaN) / 2 ** 20,
          inUnit('MiB'),
        ),
      ]),
    ];
  },
};

const titles = { ours: 'ours', apollo: '@apollo/gateway', handWritten: 'by hand' } as const;

interface Measured {
  /** Operations a second. */
  readonly throughput: number;
  /** CPU microseconds of the gateway's process per operation; NaN where they cannot be read. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly p99: number;
}

async function measure(gateway: Child, seconds: number): Promise<Measured> {
  const before = gateway.cpuSeconds() ?? Number.NaN;
  await using client = connectGraphql(gateway.ready, connections);
  const result = await closedLoop(connections, seconds, () => client.send(journeyOf(nextCrn())));
  const used = (gateway.cpuSeconds() ?? Number.NaN) - before;
  return {
    throughput: result.operations / result.seconds,
    cpu: (used / result.operations) * 1e6,
    p99: quantile(result.latencies, 0.99),
  };
}

async function askOnce({ ready }: Child): Promise<unknown> {
  await using client = connectGraphql(ready, 1);
  return client.ask(journeyOf(crnOf(7)));
}

function processModule(name: string): string {
  return import.meta.resolve(`./processes/${name}.ts`);
}
