import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { cohortFields, type ToldCohort, textOf } from './saved-cohort.ts';

/** `hub cohorts save`: saves a cohort; the same content again is the same version. */
export async function saveCohort(
  place: GraphPlace,
  input: { readonly name: string; readonly title: string; readonly cohort: object },
): Promise<Outcome> {
  const { saveCohort: saved } = await askGraph<{ saveCohort: ToldCohort }>(
    place,
    `mutation SaveCohort($input: SaveCohortInput!) { saveCohort(input: $input) { ${cohortFields} } }`,
    { input },
  );
  return { text: textOf(saved), data: { cohort: saved } };
}
