import type { FastifyRequest } from 'fastify';
import type { Choice } from '../choice/choice.ts';
import { type ChosenCohort, cohortOfChoice } from '../choice/cohort-of-choice.ts';
import type { AskGraph, GraphProblem } from '../graph/ask-graph.ts';
import type { Curves } from '../graph/curves.ts';
import { curveFragment } from '../graph/curves.ts';
import { type Definition, definitionFields, type Figure, figureFragments } from '../graph/figure.ts';
import { raiseProblem } from '../graph/raise-problem.ts';

/** What a page of a measure is made from. */
export interface AskedFigure {
  readonly figure: Figure;
  /** The definition by which it was counted. */
  readonly definition: Definition;
  /** All versions of it, the latest first. */
  readonly versions: readonly Definition[];
  readonly cohort: ChosenCohort;
  /** How days pass, of a measure of days. */
  readonly curves: Curves | undefined;
  /** What of it could not be told. */
  readonly errors: readonly GraphProblem[];
}

const question = `query MeasurePage(
  $id: ID!, $version: Int, $cohort: CohortInput, $by: [Dimension!], $curveBy: [Dimension!],
  $from: Date!, $to: Date!, $asOf: DateTime, $curves: Boolean!
) {
  versions: measures(ids: [$id], allVersions: true) { ${definitionFields} }
  figure: measure(id: $id, version: $version, cohort: $cohort, by: $by, from: $from, to: $to, asOf: $asOf) { ...Figure }
  curves: timeToEvent(id: $id, version: $version, cohort: $cohort, by: $curveBy, from: $from, to: $to, asOf: $asOf)
    @include(if: $curves) { ...Curves }
}
${figureFragments}
${curveFragment}`;

/**
 * Asks for a figure with all that a page of it needs, in one question. Raises `PageProblem` where the graph does not tell it.
 *
 * @param withCurves whether the page shows how days pass
 */
export async function askFigure(
  ask: AskGraph,
  request: FastifyRequest,
  {
    definition: today,
    choice,
    withCurves,
  }: { readonly definition: Definition; readonly choice: Choice; readonly withCurves: boolean },
): Promise<AskedFigure> {
  const cohort = cohortOfChoice(choice, today.dimensions);
  const { version, by, from, to, asOf } = choice;
  const curves = withCurves && today.form === 'DURATION' && today.noData === null;
  const { data, errors = [] } = await ask(
    question,
    { id: today.id, version, cohort: cohort.cohort, by, curveBy: by.slice(0, 1), from, to, asOf, curves },
    request,
  );
  const answer = data as
    | { versions?: readonly Definition[] | null; figure?: Figure | null; curves?: Curves | null }
    | null
    | undefined;
  const figure = answer?.figure;
  if (!figure) raiseProblem(errors[0] ?? { message: 'The graph told no figure.' });
  const versions = answer?.versions ?? [today];
  const definition = versions.find(({ version: one }) => one === figure.definition.version) ?? today;
  return { figure, definition, versions, cohort, curves: answer?.curves ?? undefined, errors };
}
