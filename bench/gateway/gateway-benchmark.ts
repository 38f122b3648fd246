import { deepStrictEqual } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { purposeHeader } from '@throughgate/identity';
import type { Benchmark } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { hubCommand } from '../harness/hub-command.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio, quantile } from '../harness/statistics.ts';
import { audience, startFixedIssuer } from '../identity/fixed-issuer.ts';
import { journeyOf } from '../journey/journey-query.ts';
import { crnOf, nextCrn } from './people.ts';
import { openSupergraphAt, supergraphAt } from './supergraph-at.ts';

/** Core for the gateways; the subgraphs and this process have the other. */
const gatewayCore = 0;
const connections = 16;
/** Practitioners who ask in turn, each with a token. */
const callers = 200;

/** The gateway alone on one core, beside @apollo/gateway as it comes and a fan-out written by hand. */
export const gatewayBenchmark: Benchmark = {
  name: 'gateway',
  summary: 'the gateway alone, journey query, another person each request, 16 connections, one core',
  async run({ quick }, { directory, cleanup, tell }) {
    const [warmUp, seconds, rounds] = quick ? [0.5, 0.5, 3] : [5, 6, 5];
    const subgraphs = await startChild({ module: processModule('fixed-subgraphs') }, cleanup);
    const addresses = JSON.parse(subgraphs.ready) as Record<string, string>;
    const open = join(directory, 'open-supergraph.graphql');
    writeFileSync(open, openSupergraphAt(addresses));
    const guarded = join(directory, 'supergraph.graphql');
    writeFileSync(guarded, supergraphAt(addresses));
    const issuer = await startFixedIssuer(cleanup);
    const tokens = await issuer.tokens('RS256', callers);

    const start = (module: string, ...given: string[]) =>
      startChild({ module, arguments: given, core: gatewayCore }, cleanup);
    const hub = (supergraph: string, environment: Record<string, string> = {}) =>
      startChild(
        {
          module: hubCommand,
          arguments: ['gateway', '--supergraph', supergraph, '--port', '0'],
          environment,
          core: gatewayCore,
        },
        cleanup,
      );
    const signing = { HUB_SERVICE_KEY: randomBytes(24).toString('base64url') };
    let asked = 0;
    const contestants: Record<Contestant, Contesting> = {
      ours: { child: await hub(open) },
      signing: { child: await hub(open, signing) },
      guarding: {
        child: await hub(guarded, { ...signing, HUB_ISSUER: issuer.url, HUB_AUDIENCE: audience }),
        headers: () => {
          asked += 1;
          return { authorization: `Bearer ${tokens[asked % callers]}`, [purposeHeader]: 'supervision' };
        },
      },
      apollo: { child: await start(processModule('apollo-gateway'), open) },
      handWritten: { child: await start(processModule('fan-out'), subgraphs.ready) },
    };

    const answers = await Promise.all(Object.values(contestants).map(askOnce));
    for (const answer of answers) deepStrictEqual(answer, answers[0]);
    tell(`answers are equal, ${JSON.stringify(answers[0]).length} bytes; warming up`);
    for (const contestant of Object.values(contestants)) await measure(contestant, warmUp);
    tell(`measuring ${rounds} rounds of ${seconds} s each`);
    const results = await interleaved(rounds, {
      ours: () => measure(contestants.ours, seconds),
      signing: () => measure(contestants.signing, seconds),
      guarding: () => measure(contestants.guarding, seconds),
      apollo: () => measure(contestants.apollo, seconds),
      handWritten: () => measure(contestants.handWritten, seconds),
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
      judged(
        'throughput with token check and authorisation, × without',
        medianRatio(of('guarding', 'throughput'), of('signing', 'throughput')),
        { atLeast: 0.9 },
        times,
      ),
      plain(
        '  CPU per operation, × without',
        medianRatio(of('guarding', 'cpu'), of('signing', 'cpu')),
        times,
      ),
      plain(
        '  throughput, × a gateway that does not sign its requests either',
        medianRatio(of('guarding', 'throughput'), of('ours', 'throughput')),
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
      ...contestantNames.flatMap((name) => [
        plain(`${titles[name]}: operations`, median(of(name, 'throughput')), perSecond),
        plain(`${titles[name]}: CPU per operation`, median(of(name, 'cpu')), micros),
        plain(`${titles[name]}: p99`, median(of(name, 'p99')), inUnit('ms')),
        plain(
          `${titles[name]}: peak memory`,
          (contestants[name].child.peakMemory() ?? Number.NaN) / 2 ** 20,
          inUnit('MiB'),
        ),
      ]),
    ];
  },
};

const contestantNames = ['ours', 'signing', 'guarding', 'apollo', 'handWritten'] as const;
type Contestant = (typeof contestantNames)[number];
type RequestHeaders = () => Readonly<Record<string, string>>;

const titles = {
  ours: 'ours',
  signing: 'ours, signing its requests',
  guarding: 'ours, signing, with token check and authorisation',
  apollo: '@apollo/gateway',
  handWritten: 'by hand',
} as const satisfies Record<Contestant, string>;

interface Measured {
  /** Operations a second. */
  readonly throughput: number;
  /** CPU microseconds of the gateway's process per operation; NaN where they cannot be read. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly p99: number;
}

interface Contesting {
  readonly child: Child;
  readonly headers?: RequestHeaders;
}

async function measure({ child: gateway, headers }: Contesting, seconds: number): Promise<Measured> {
  const before = gateway.cpuSeconds() ?? Number.NaN;
  await using client = connectGraphql(gateway.ready, connections, headers);
  const result = await closedLoop(connections, seconds, () => client.send(journeyOf(nextCrn())));
  const used = (gateway.cpuSeconds() ?? Number.NaN) - before;
  return {
    throughput: result.operations / result.seconds,
    cpu: (used / result.operations) * 1e6,
    p99: quantile(result.latencies, 0.99),
  };
}

async function askOnce({ child, headers }: Contesting): Promise<unknown> {
  await using client = connectGraphql(child.ready, 1, headers);
  return client.ask(journeyOf(crnOf(7)));
}

function processModule(name: string): string {
  return import.meta.resolve(`./processes/${name}.ts`);
}
