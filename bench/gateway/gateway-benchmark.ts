import { deepStrictEqual } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { purposeHeader } from '@throughgate/identity';
import type { Benchmark } from '../harness/benchmark.ts';
import { startChild } from '../harness/child.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { hubCommand } from '../harness/hub-command.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { audience, startFixedIssuer } from '../identity/fixed-issuer.ts';
import { journeyOf } from '../journey/journey-query.ts';
import { askOnce, type Contestant, type Measured, measure } from './contestant.ts';
import { startHiveRouter } from './hive-router.ts';
import { crnOf, nextCrn } from './people.ts';
import { openSupergraphAt, supergraphAt } from './supergraph-at.ts';

/** Core for the gateways; the subgraphs and this process have the other. */
const gatewayCore = 0;
/** Connections at a time; figures that do not say otherwise are of the first. */
const loads = [16, 64] as const;
/** Megabytes that the gateway may have resident at most. */
const memoryGoal = 220;
/** Cores from which on two workers, the subgraphs and this process do not take time from one another. */
const coresForTwo = 4;
/** Practitioners who ask in turn, each with a token. */
const callers = 200;

/** The gateway alone on one core, beside @apollo/gateway as it comes and a fan-out written by hand. */
export const gatewayBenchmark: Benchmark = {
  name: 'gateway',
  summary: 'the gateway alone, journey query, another person each request, 16 and 64 connections, one core',
  async run({ quick }, place) {
    const { directory, cleanup, tell } = place;
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
    const hub = (supergraph: string, environment: Record<string, string> = {}, pinned = true) =>
      startChild(
        {
          module: hubCommand,
          arguments: ['gateway', '--supergraph', supergraph, '--port', '0'],
          environment,
          ...(pinned ? { core: gatewayCore } : {}),
        },
        cleanup,
      );
    const signing = { HUB_SERVICE_KEY: randomBytes(24).toString('base64url') };
    let asked = 0;
    const hive = await startHiveRouter(open, gatewayCore, place);
    const contestants: Partial<Record<Name, Contestant>> &
      Record<'ours' | 'apollo' | 'handWritten', Contestant> = {
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
      workers: { child: await hub(open, { HUB_WORKERS: '2' }, false) },
      ...(hive ? { hive: { child: hive } } : {}),
    };

    const names = (Object.keys(titles) as Name[]).filter((name) => contestants[name] !== undefined);
    const ask = () => journeyOf(nextCrn());
    const measured = (name: Name, connections: number, time: number) =>
      measure(contestants[name] as Contestant, ask, connections, time);

    const answers = await Promise.all(
      Object.values(contestants).map((contestant) => askOnce(contestant, journeyOf(crnOf(7)))),
    );
    for (const answer of answers) deepStrictEqual(answer, answers[0]);
    tell(`answers are equal, ${JSON.stringify(answers[0]).length} bytes; warming up`);
    for (const name of names) await measured(name, loads[0], warmUp);
    const results = new Map<number, Record<Name, Measured[]>>();
    for (const connections of loads) {
      tell(`measuring ${rounds} rounds of ${seconds} s each at ${connections} connections`);
      const contest = names.map((name) => [name, () => measured(name, connections, seconds)]);
      results.set(connections, await interleaved(rounds, Object.fromEntries(contest)));
    }

    const of = (name: Name, value: keyof Measured, connections: number = loads[0]) =>
      (results.get(connections)?.[name] ?? []).map((one) => one[value]);
    const perSecond = inUnit('/s');
    const micros = inUnit('µs');
    const megabytes = (name: Name) => (contestants[name]?.child.peakMemory() ?? Number.NaN) / 2 ** 20;
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
      ...loads.flatMap((connections) => [
        judged(
          `${connections} connections: throughput, × a fan-out written by hand`,
          medianRatio(of('ours', 'throughput', connections), of('handWritten', 'throughput', connections)),
          { atLeast: 1.1 },
          times,
        ),
        plain(
          `${connections} connections: CPU per operation, × a fan-out written by hand`,
          medianRatio(of('ours', 'cpu', connections), of('handWritten', 'cpu', connections)),
          times,
        ),
        ...(hive
          ? [
              judged(
                `${connections} connections: throughput, × Hive Router`,
                medianRatio(of('ours', 'throughput', connections), of('hive', 'throughput', connections)),
                { atLeast: 1 },
                times,
              ),
              judged(
                `${connections} connections: p99, × Hive Router`,
                medianRatio(of('ours', 'p99', connections), of('hive', 'p99', connections)),
                { atMost: 1 },
                times,
              ),
            ]
          : []),
      ]),
      judged('most memory resident', megabytes('ours'), { atMost: memoryGoal }, inUnit('MiB')),
      // Where workers, subgraphs and this process share cores, throughput says nothing of what a second core is worth.
      availableParallelism() >= coresForTwo
        ? judged(
            'two workers: throughput, × one',
            medianRatio(of('workers', 'throughput', loads[1]), of('ours', 'throughput', loads[1])),
            { atLeast: 1.8 },
            times,
          )
        : plain('two workers: throughput, × one', undefined),
      plain(
        'two workers: CPU per operation, × one',
        medianRatio(of('workers', 'cpu', loads[1]), of('ours', 'cpu', loads[1])),
        times,
      ),
      ...names.flatMap((name) => [
        ...loads.flatMap((connections) => {
          const title = `${titles[name]}, ${connections} connections`;
          return [
            plain(`${title}: operations`, median(of(name, 'throughput', connections)), perSecond),
            plain(`${title}: CPU per operation`, median(of(name, 'cpu', connections)), micros),
            plain(`${title}: p99`, median(of(name, 'p99', connections)), inUnit('ms')),
          ];
        }),
        plain(`${titles[name]}: peak memory`, megabytes(name), inUnit('MiB')),
      ]),
    ];
  },
};

const titles = {
  ours: 'ours',
  signing: 'ours, signing its requests',
  guarding: 'ours, signing, with token check and authorisation',
  apollo: '@apollo/gateway',
  handWritten: 'by hand',
  workers: 'ours, two workers on any core',
  hive: 'Hive Router',
} as const;

type Name = keyof typeof titles;

function processModule(name: string): string {
  return import.meta.resolve(`./processes/${name}.ts`);
}
