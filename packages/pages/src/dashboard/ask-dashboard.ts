import type { FastifyRequest } from 'fastify';
import type { Choice } from '../choice/choice.ts';
import { type ChosenCohort, cohortOfChoice } from '../choice/cohort-of-choice.ts';
import type { AskGraph, GraphProblem } from '../graph/ask-graph.ts';
import { type Definition, type Figure, figureFragments } from '../graph/figure.ts';
import { dashboardBy, dashboardMeasures } from './dashboard-measures.ts';

/** What a card of the dashboard is made from. */
export interface AskedCard {
  readonly definition: Definition;
  readonly by: readonly string[];
  readonly cohort: ChosenCohort;
  /** Undefined where the graph does not tell it. */
  readonly figure: Figure | undefined;
  readonly problem: GraphProblem | undefined;
}

/**
 * Asks for all measures of the dashboard in one question. Its text depends on how many there are and on nothing else, so that the
 * gateway plans it once.
 *
 * @param definitions those of all measures; measures of the dashboard that are not among them are left out
 */
export async function askDashboard(
  ask: AskGraph,
  request: FastifyRequest,
  choice: Choice,
  definitions: readonly Definition[],
): Promise<readonly AskedCard[]> {
  const wanted = dashboardMeasures.flatMap((measure) => {
    const definition = definitions.find(({ id }) => id === measure.id);
    if (!definition) return [];
    const by = [dashboardBy(measure, definition.dimensions)];
    return [{ definition, by, cohort: cohortOfChoice(choice, definition.dimensions) }];
  });
  if (wanted.length === 0) return [];
  const variables: Record<string, unknown> = { from: choice.from, to: choice.to, asOf: choice.asOf };
  for (const [index, { definition, by, cohort }] of wanted.entries()) {
    variables[`id${index}`] = definition.id;
    variables[`by${index}`] = by;
    variables[`cohort${index}`] = cohort.cohort;
  }
  const { data, errors = [] } = await ask(dashboardQuestion(wanted.length), variables, request);
  const figures = (data ?? {}) as Readonly<Record<string, Figure | null>>;
  return wanted.map((card, index) => {
    const figure = figures[`m${index}`] ?? undefined;
    const own = errors.find(({ path }) => path?.[0] === `m${index}`);
    return { ...card, figure, problem: figure ? undefined : (own ?? errors[0]) };
  });
}

function dashboardQuestion(measures: number): string {
  const all = Array.from({ length: measures }, (_, index) => index);
  const variables = all.map(
    (index) => `$id${index}: ID!, $by${index}: [Dimension!], $cohort${index}: CohortInput`,
  );
  const fields = all.map(
    (index) =>
      `  m${index}: measure(id: $id${index}, by: $by${index}, cohort: $cohort${index}, from: $from, to: $to, asOf: $asOf) { ...Figure }`,
  );
  return `query Dashboard($from: Date!, $to: Date!, $asOf: DateTime, ${variables.join(', ')}) {
${fields.join('\n')}
}
${figureFragments}`;
}
