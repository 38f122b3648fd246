import { addDays, type PlainDate } from '@throughgate/domain';
import { askDashboard } from '../../packages/pages/src/dashboard/ask-dashboard.ts';
import type { AskGraph } from '../../packages/pages/src/graph/ask-graph.ts';
import { figureFragments } from '../../packages/pages/src/graph/figure.ts';
import { createCatalogue } from '../../packages/pages/src/measures/catalogue.ts';
import { openBenchPostgres } from '../harness/bench-postgres.ts';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import { type Figure, inUnit, judged, plain } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { startLoadedHub } from '../harness/hub.ts';
import { quantile } from '../harness/statistics.ts';

const milliseconds = inUnit('ms');

const query = `query Bench($from: Date!, $to: Date!) {
  measure(id: "released-unseen", by: [REGION, SENTENCE_BAND], from: $from, to: $to) { ...Figure }
}
${figureFragments}`;

/** What questions cost through a whole hub, with the ledger in PostgreSQL and the audit: a measure, and the dashboard of the pages. */
export async function graphFigures(
  {
    people,
    questions,
    quick,
  }: { readonly people: number; readonly questions: number; readonly quick: boolean },
  place: BenchmarkPlace,
): Promise<Figure[]> {
  const postgres = await openBenchPostgres(place);
  place.tell(`loading ${people} people into a hub`);
  const hub = await startLoadedHub(place, { postgres, people, quick });
  const client = place.cleanup.use(connectGraphql(hub.ready, 4, hub.headers));
  const ask: AskGraph = async (text, variables) => ({ data: await client.ask({ query: text, variables }) });
  // No page asks, so that there is no request on whose behalf the graph is asked.
  const nobody = undefined as never;
  const definitions = await createCatalogue(ask)(nobody);

  const measure = (turn: number) => client.ask({ query, variables: { ...periodOf(turn) } });
  const dashboard = async (turn: number) => {
    const choice = {
      ...periodOf(turn),
      region: undefined,
      contract: undefined,
      cohort: undefined,
      asOf: undefined,
      version: undefined,
      by: [],
    };
    const cards = await askDashboard(ask, nobody, choice, definitions);
    if (cards.length < 12) throw new Error(`The dashboard has ${cards.length} measures`);
  };
  const page = async (turn: number) => {
    const address = new URL('/outcomes', hub.ready);
    address.search = new URLSearchParams(periodOf(turn)).toString();
    const response = await fetch(address, { headers: hub.headers() });
    await response.text();
    if (response.status !== 200) throw new Error(`${address.href} answered with status ${response.status}`);
  };

  place.tell(`asking ${questions} questions of each kind`);
  // What only the first question of a process pays for: plans, compiled code, connections.
  await measure(-1);
  await dashboard(-1);
  await page(-1);
  let late = 0;
  /** Milliseconds that an answer took. One that the gateway did not wait for counts with all the time that it waited. */
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now();
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('SUBGRAPH_TIMEOUT')) throw error;
      late += 1;
    }
    return performance.now() - begun;
  };
  const firstOfMeasure: number[] = [];
  const firstOfDashboard: number[] = [];
  const againOfMeasure: number[] = [];
  const againOfDashboard: number[] = [];
  const againOfPage: number[] = [];
  for (let turn = 0; turn < questions; turn += 1) {
    firstOfMeasure.push(await timed(() => measure(turn)));
    againOfMeasure.push(await timed(() => measure(turn)));
    firstOfDashboard.push(await timed(() => dashboard(turn)));
    againOfDashboard.push(await timed(() => dashboard(turn)));
    againOfPage.push(await timed(() => page(turn)));
  }
  const p50 = (sample: readonly number[]) => quantile(sample, 0.5);
  const through = `through a hub with ${people} people`;
  return [
    judged(
      `a measure by two dimensions ${through}, asked first: p50`,
      p50(firstOfMeasure),
      { atMost: 400 },
      milliseconds,
    ),
    judged('  asked again: p50', p50(againOfMeasure), { atMost: 400 }, milliseconds),
    plain('  asked first: p95', quantile(firstOfMeasure, 0.95), milliseconds),
    judged(
      'the dashboard, 12 measures in one query, asked first: p50',
      p50(firstOfDashboard),
      { atMost: 1000 },
      milliseconds,
    ),
    judged('  asked again: p50', p50(againOfDashboard), { atMost: 1000 }, milliseconds),
    plain('  asked first: p95', quantile(firstOfDashboard, 0.95), milliseconds),
    plain('  its page, charts drawn, asked again: p50', p50(againOfPage), milliseconds),
    judged(`answers for which the gateway did not wait, of ${4 * questions}`, late, { atMost: 0 }),
  ];
}

/** A year that nobody has asked about yet: of each turn another. */
function periodOf(turn: number): { from: PlainDate; to: PlainDate } {
  const from = addDays('2024-03-01', turn * 7);
  return { from, to: addDays(from, 365) };
}
