import { deepStrictEqual } from 'node:assert';
import { type BenchPostgres, openBenchPostgres } from '../harness/bench-postgres.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql, type GraphqlClient } from '../harness/graphql-client.ts';
import { startLoadedHub } from '../harness/hub.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio, quantile } from '../harness/statistics.ts';
import { cpuByService } from './cpu-by-service.ts';
import { type HandWritten, handWrittenJourney } from './hand-written.ts';
import { journeyOf } from './journey-query.ts';
import { peopleToAsk } from './people-to-ask.ts';

const concurrencies = [1, 16] as const;
/** People for whom both answers are compared before anything is measured. */
const compared = 50;

/** The whole path, from the front door to five databases, beside the same rows read by SQL written by hand. */
export const journeyBenchmark: Benchmark = {
  name: 'journey',
  summary: 'the journey query over the whole hub, × the same rows read by hand-written SQL',
  async run({ quick, people = quick ? 60 : 2_000, profileInto }, place) {
    const { cleanup, tell } = place;
    const [seconds, rounds] = quick ? [0.5, 3] : [5, 5];
    const postgres = await openBenchPostgres(place);
    tell(`loading ${people} people`);
    const profiled = profileInto === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileInto}`];
    const hub = await startLoadedHub(place, { postgres, people, nodeFlags: profiled, quick });
    const client = cleanup.use(connectGraphql(hub.ready, 16, hub.headers));
    const byHand = cleanup.use(handWrittenJourney(postgres.databases));
    const next = await peopleToAsk(postgres.databases.probation);

    await compare(client, byHand, next);
    tell(`answers about ${compared} people are equal; warming up`);
    const contestants = {
      hub: { operation: () => client.send(journeyOf(next())), cpu: hub.cpuSeconds },
      byHand: {
        operation: () => byHand.read(next()),
        cpu: () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
      },
    };
    for (const { operation } of Object.values(contestants)) await closedLoop(16, seconds, operation);

    const figures: Figure[] = [];
    for (const concurrency of concurrencies) {
      tell(`measuring ${rounds} rounds at concurrency ${concurrency}`);
      const results = await interleaved(rounds, {
        hub: () => measure(contestants.hub, concurrency, seconds, postgres),
        byHand: () => measure(contestants.byHand, concurrency, seconds, postgres),
      });
      const of = (name: keyof typeof results, value: keyof Measured) =>
        results[name].map((one) => one[value]);
      const ms = inUnit('ms');
      figures.push(
        judged(
          `time at ${concurrency} at once, × SQL by hand`,
          medianRatio(of('hub', 'time'), of('byHand', 'time')),
          { atMost: 3.5 },
          times,
        ),
        ...(['hub', 'byHand'] as const).flatMap((name) => [
          plain(`  ${titles[name]}: time per journey`, median(of(name, 'time')), ms),
          plain(`  ${titles[name]}: p99`, median(of(name, 'p99')), ms),
          plain(`  ${titles[name]}: CPU of its process per journey`, median(of(name, 'cpu')), ms),
          plain(`  ${titles[name]}: CPU of PostgreSQL per journey`, median(of(name, 'databaseCpu')), ms),
        ]),
      );
    }
    await hub.stop();
    tell('measuring each service in a process of its own');
    return [...figures, ...(await cpuByService(place, postgres, next, seconds))];
  },
};

const titles = { hub: 'hub', byHand: 'by hand' } as const;

/** All in milliseconds per journey; NaN where CPU time cannot be read. */
interface Measured {
  readonly time: number;
  readonly p99: number;
  readonly cpu: number;
  readonly databaseCpu: number;
}

interface Contestant {
  readonly operation: () => Promise<unknown>;
  /** CPU seconds of its process so far. */
  readonly cpu: () => number | undefined;
}

async function measure(
  { operation, cpu }: Contestant,
  concurrency: number,
  seconds: number,
  postgres: BenchPostgres,
): Promise<Measured> {
  const read = () => [cpu() ?? Number.NaN, postgres.cpuSeconds() ?? Number.NaN] as const;
  const [own, database] = read();
  const result = await closedLoop(concurrency, seconds, operation);
  const [ownAfter, databaseAfter] = read();
  const perOperation = (used: number) => (used / result.operations) * 1000;
  return {
    time: perOperation(result.seconds),
    p99: quantile(result.latencies, 0.99),
    cpu: perOperation(ownAfter - own),
    databaseCpu: perOperation(databaseAfter - database),
  };
}

async function compare(hub: GraphqlClient, byHand: HandWritten, next: () => string): Promise<void> {
  for (let index = 0; index < compared; index++) {
    const identifier = next();
    const { data } = JSON.parse(await byHand.read(identifier)) as { data: unknown };
    deepStrictEqual(data, await hub.ask(journeyOf(identifier)), `the journey of ${identifier}`);
  }
}
