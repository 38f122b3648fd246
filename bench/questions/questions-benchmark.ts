import { deepStrictEqual } from 'node:assert';
import { openBenchPostgres } from '../harness/bench-postgres.ts';
import type { Benchmark, BenchmarkPlace } from '../harness/benchmark.ts';
import { closedLoop, type LoopResult } from '../harness/closed-loop.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql, type GraphqlClient } from '../harness/graphql-client.ts';
import { startHub } from '../harness/hub.ts';
import { interleaved } from '../harness/interleaved.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { median, medianRatio, quantile } from '../harness/statistics.ts';
import { clashesQuestion } from './clashes-question.ts';
import { fillReadModel } from './fill-read-model.ts';
import type { AskedHub, Question } from './question.ts';
import { releasesQuestion } from './releases-question.ts';

/** How many times as many people the larger hub holds. */
const factor = 10;

/** People whom each hub loads. */
const peopleOfItsOwn = 10;

const questions: readonly Question[] = [clashesQuestion, releasesQuestion];

interface LoadedHub extends AskedHub {
  readonly client: GraphqlClient;
}

/** Lists by place and period, which must cost what their page holds and not what the hub holds. */
export const questionsBenchmark: Benchmark = {
  name: 'questions',
  summary: `first pages of lists by place and period, × SQL by hand, × a hub with a ${factor}th of the people`,
  async run({ quick, people = quick ? 2_000 : 50_000 }, place) {
    const seconds = quick ? 0.3 : 4;
    const rounds = quick ? 3 : 5;
    const fewer = Math.round(people / factor);
    return nestedPlace(place, 'few', (few) =>
      nestedPlace(place, 'many', async (many) => {
        const [small, large] = await Promise.all([loaded(few, fewer), loaded(many, people)]);
        const hubs = { small, large };
        const figures: Figure[] = [];
        for (const question of questions) {
          place.tell(`measuring ${question.name}: ${rounds} rounds of ${seconds} s each`);
          figures.push(...(await measure(question, hubs, { rounds, seconds })));
        }
        return figures;
      }),
    );
  },
};

/** Starts a hub with few people of its own, so that all is as events leave it, and fills its read model up. */
async function loaded(place: BenchmarkPlace, people: number): Promise<LoadedHub> {
  const postgres = await openBenchPostgres(place);
  const hub = await startHub(place, { postgres, people: peopleOfItsOwn });
  place.tell(`writing ${people} people into the read model`);
  await fillReadModel(postgres.databases.outcomes, people);
  return { postgres, client: place.cleanup.use(connectGraphql(hub.ready, 4, hub.headers)) };
}

async function measure(
  question: Question,
  { small, large }: Readonly<Record<'small' | 'large', LoadedHub>>,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<Figure[]> {
  // The same page of both hubs: as many rows as the smaller has.
  const rows = Math.min(await question.rows(small), await question.rows(large));
  if (rows === 0) throw new Error(`${question.name}: the smaller hub has none to show`);
  await using byHand = question.byHand(large, rows);
  const operation = question.operation(rows);
  deepStrictEqual(question.answered(await large.client.ask(operation)), await byHand.read());
  const contestants = {
    small: () => closedLoop(1, seconds, () => small.client.send(operation)),
    large: () => closedLoop(1, seconds, () => large.client.send(operation)),
    byHand: () => closedLoop(1, seconds, () => byHand.read()),
  };
  for (const contestant of Object.values(contestants)) await contestant();
  const results = await interleaved(rounds, contestants);
  const p50 = (name: keyof typeof results) =>
    results[name].map(({ latencies }: LoopResult) => quantile(latencies, 0.5));
  const ms = inUnit('ms');
  const page = `${question.name}, ${rows} rows`;
  return [
    judged(`${page}: p50, × SQL by hand`, medianRatio(p50('large'), p50('byHand')), { atMost: 5 }, times),
    judged(
      `${page}: p50, × a ${factor}th of the people`,
      medianRatio(p50('large'), p50('small')),
      { atMost: 1.3 },
      times,
    ),
    plain('  p50 at more people', median(p50('large')), ms),
    plain('  p50 at fewer people', median(p50('small')), ms),
    plain('  p50 by hand', median(p50('byHand')), ms),
  ];
}
