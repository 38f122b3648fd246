import { openBenchPostgres } from '../harness/bench-postgres.ts';
import type { Benchmark, BenchmarkPlace } from '../harness/benchmark.ts';
import { closedLoop, type LoopResult } from '../harness/closed-loop.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { startLoadedHub } from '../harness/hub.ts';
import { interleaved } from '../harness/interleaved.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { median, medianRatio, quantile } from '../harness/statistics.ts';
import { journeyOf } from '../journey/journey-query.ts';
import { peopleToAsk } from '../journey/people-to-ask.ts';

/** How many times as many people the larger hub holds. */
const factor = 10;

/** Whether a journey costs the same when the hub holds many more people. */
export const scaleBenchmark: Benchmark = {
  name: 'scale',
  summary: `journey latency, × a hub with a ${factor}th of the people`,
  async run({ quick, people = quick ? 200 : 50_000 }, place) {
    const [seconds, rounds] = quick ? [0.5, 3] : [8, 5];
    const fewer = Math.round(people / factor);
    return nestedPlace(place, 'few', (few) =>
      nestedPlace(place, 'many', async (many) => {
        // As many different people are asked about in both, so that both keep as much of what they read.
        const small = await loaded(few, fewer, fewer, quick);
        const large = await loaded(many, people, fewer, quick);
        for (const journey of [small, large]) await closedLoop(4, seconds, journey);
        place.tell(`measuring ${rounds} rounds of ${seconds} s each`);
        const results = await interleaved(rounds, {
          small: () => closedLoop(1, seconds, small),
          large: () => closedLoop(1, seconds, large),
        });
        return [0.5, 0.99].flatMap((share) => figuresOf(share, results, { small: fewer, large: people }));
      }),
    );
  },
};

/** Loads a hub, starts it anew and returns what asks it for one person's journey after the other's. */
async function loaded(
  place: BenchmarkPlace,
  people: number,
  asked: number,
  quick: boolean,
): Promise<() => Promise<void>> {
  const postgres = await openBenchPostgres(place);
  place.tell(`loading ${people} people`);
  const hub = await startLoadedHub(place, { postgres, people, quick });
  const client = place.cleanup.use(connectGraphql(hub.ready, 4, hub.headers));
  const next = await peopleToAsk(postgres.databases.probation, asked);
  return () => client.send(journeyOf(next()));
}

function figuresOf(
  share: number,
  results: Readonly<Record<'small' | 'large', readonly LoopResult[]>>,
  people: Readonly<Record<'small' | 'large', number>>,
): Figure[] {
  const name = `p${share * 100}`;
  const of = (size: 'small' | 'large') => results[size].map(({ latencies }) => quantile(latencies, share));
  return [
    judged(
      `${name} at ${people.large} people, × ${people.small}`,
      medianRatio(of('large'), of('small')),
      { atMost: 1.3 },
      times,
    ),
    plain(`  ${name} at ${people.large}`, median(of('large')), inUnit('ms')),
    plain(`  ${name} at ${people.small}`, median(of('small')), inUnit('ms')),
  ];
}
