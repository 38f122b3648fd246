import type { FastifyInstance } from 'fastify';
import { loadSvgRenderer } from '../charts/svg-renderer.ts';
import { type Parameters, readChoice } from '../choice/choice.ts';
import { contractInWords, contractOptions, regionInWords, regionOptions } from '../choice/places.ts';
import type { AskGraph } from '../graph/ask-graph.ts';
import { inWords } from '../graph/raise-problem.ts';
import type { Site } from '../http/site.ts';
import type { Catalogue } from '../measures/catalogue.ts';
import { figureView } from '../measures/figure-view.ts';
import { askDashboard } from './ask-dashboard.ts';

/** Adds `/outcomes`: the measures of the contract or region chosen, a card for each. */
export function addDashboardRoute(
  app: FastifyInstance,
  { site, ask, catalogue }: { readonly site: Site; readonly ask: AskGraph; readonly catalogue: Catalogue },
): void {
  app.get<{ Querystring: Parameters }>('/outcomes', async (request, reply) => {
    const { choice, problems } = readChoice(request.query);
    const common = {
      title: 'Outcomes',
      section: 'outcomes' as const,
      choice,
      place: placeInWords(choice),
      regions: regionOptions(choice.region),
      contracts: contractOptions(choice.contract),
    };
    if (problems.length > 0) return site.send(reply.code(400), 'dashboard', { ...common, errors: problems });
    // Needed once the graph has answered; loaded meanwhile, the first time. Whoever draws is told when it fails.
    loadSvgRenderer().catch(() => undefined);
    const asked = await askDashboard(ask, request, choice, await catalogue(request));
    const cards = [];
    for (const { definition, by, cohort, figure, problem } of asked) {
      cards.push({
        definition,
        figure: figure && (await figureView(figure, definition, choice, { cohort, by, on: 'card' })),
        problem: problem && inWords(problem),
      });
    }
    // Nothing is there when all are refused for one reason: whoever watches the page should see that.
    const problem = cards.every(({ figure }) => figure === undefined) ? cards[0]?.problem : undefined;
    if (problem) reply.code(problem.status);
    const first = cards.find(({ figure }) => figure !== undefined)?.figure;
    return site.send(reply, 'dashboard', {
      ...common,
      cards: problem ? [] : cards,
      problem,
      lacking: [...new Set(cards.flatMap(({ figure }) => figure?.completeness.lacking ?? []))],
      asOf: first?.asOf,
      policy: first?.policy,
    });
  });
}

function placeInWords({
  region,
  contract,
  cohort,
}: {
  readonly region: string | undefined;
  readonly contract: string | undefined;
  readonly cohort: string | undefined;
}): string {
  const places = [
    ...(contract === undefined ? [] : [contractInWords(contract)]),
    ...(region === undefined ? [] : [regionInWords(region)]),
    ...(cohort === undefined ? [] : [`cohort ${cohort}`]),
  ];
  return places.length > 0 ? places.join(', ') : 'England and Wales';
}
