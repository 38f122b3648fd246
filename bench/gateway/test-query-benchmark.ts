import { deepStrictEqual } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose } from '@throughgate/checks';
import type { Benchmark } from '../harness/benchmark.ts';
import { startChild } from '../harness/child.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { hubCommand } from '../harness/hub-command.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { audience, startFixedIssuer } from '../identity/fixed-issuer.ts';
import { askOnce, type Contestant, type Measured, measure } from './contestant.ts';
import { startHiveRouter } from './hive-router.ts';
import { shopSubgraphs, testQuery } from './test-query/shop-subgraphs.ts';

const gatewayCore = 0;
const loads = [16, 64] as const;
/** Callers in turn, more than ask at once: no two requests in flight are one caller's, who could share fetches. */
const callers = 200;
const operation = () => ({ query: testQuery, variables: {} });

/** The gateway on the graph and operation by which federation gateways are compared in public. */
export const testQueryBenchmark: Benchmark = {
  name: 'test-query',
  summary:
    'the gateway alone, TestQuery over four subgraphs, another caller each request, 16 and 64 connections, one core',
  async run({ quick }, place) {
    const { directory, cleanup, tell } = place;
    const [warmUp, seconds, rounds] = quick ? [1, 1, 3] : [5, 5, 5];
    const module = (name: string) => import.meta.resolve(`./processes/${name}.ts`);
    const subgraphs = await startChild({ module: module('shop-subgraphs') }, cleanup);
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, supergraphOf(JSON.parse(subgraphs.ready) as Record<string, string>));
    const issuer = await startFixedIssuer(cleanup);
    const tokens = await issuer.tokens('RS256', callers);
    let asked = 0;
    const headers = () => {
      asked += 1;
      return { authorization: `Bearer ${tokens[asked % callers]}` };
    };
    const core = gatewayCore;
    const hub = await startChild(
      {
        module: hubCommand,
        arguments: ['gateway', '--supergraph', supergraph, '--port', '0'],
        environment: {
          HUB_ISSUER: issuer.url,
          HUB_AUDIENCE: audience,
          HUB_SERVICE_KEY: randomBytes(24).toString('base64url'),
          HUB_COST_LIMIT: '0',
        },
        core,
      },
      cleanup,
    );
    const apollo = await startChild(
      { module: module('apollo-gateway'), arguments: [supergraph], core },
      cleanup,
    );
    const hive = await startHiveRouter(supergraph, core, place);
    const contestants: Readonly<Record<string, Contestant>> = {
      'ours, checking tokens and signing': { child: hub, headers },
      '@apollo/gateway': { child: apollo, headers },
      ...(hive ? { 'Hive Router': { child: hive, headers } } : {}),
    };
    const [ours = '', theirs = ''] = Object.keys(contestants);

    const answers = await Promise.all(Object.values(contestants).map((one) => askOnce(one, operation())));
    for (const answer of answers) deepStrictEqual(answer, answers[0]);
    tell(`answers are equal, ${JSON.stringify(answers[0]).length} bytes; warming up`);
    for (const one of Object.values(contestants)) await measure(one, operation, loads[0], warmUp);

    const figures = [];
    for (const connections of loads) {
      tell(`measuring ${rounds} rounds of ${seconds} s each at ${connections} connections`);
      const results = await interleaved<string, Measured>(
        rounds,
        Object.fromEntries(
          Object.entries(contestants).map(([name, one]) => [
            name,
            () => measure(one, operation, connections, seconds),
          ]),
        ),
      );
      const of = (name: string, value: keyof Measured) => (results[name] ?? []).map((one) => one[value]);
      const at = `${connections} connections`;
      figures.push(
        judged(
          `${at}: throughput, × @apollo/gateway`,
          medianRatio(of(ours, 'throughput'), of(theirs, 'throughput')),
          { atLeast: 6 },
          times,
        ),
        plain(
          `${at}: CPU per operation, × @apollo/gateway`,
          medianRatio(of(ours, 'cpu'), of(theirs, 'cpu')),
          times,
        ),
        ...Object.keys(contestants).flatMap((name) => [
          plain(`${at}, ${name}: operations`, median(of(name, 'throughput')), inUnit('/s')),
          plain(`${at}, ${name}: CPU per operation`, median(of(name, 'cpu')), inUnit('µs')),
          plain(`${at}, ${name}: p99`, median(of(name, 'p99')), inUnit('ms')),
        ]),
      );
    }
    return [
      ...figures,
      ...Object.entries(contestants).map(([name, { child }]) =>
        plain(`${name}: peak memory`, (child.peakMemory() ?? Number.NaN) / 2 ** 20, inUnit('MiB')),
      ),
    ];
  },
};

function supergraphOf(addresses: Readonly<Record<string, string>>): string {
  const composed = compose(shopSubgraphs.map(({ name, sdl }) => ({ name, url: addresses[name] ?? '', sdl })));
  if (!composed.ok) throw new Error(composed.problems.map(({ message }) => message).join('\n'));
  return composed.supergraphSdl;
}
