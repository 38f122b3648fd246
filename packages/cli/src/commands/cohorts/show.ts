import { InvalidArgumentError } from 'commander';
import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { cohortFields, type ToldCohort, textOf } from './saved-cohort.ts';

/** `hub cohorts show`: a saved cohort in the version that is named, or its latest, and which versions there are. */
export async function showCohort(place: GraphPlace, named: string): Promise<Outcome> {
  const [, name = '', version] = /^(.*?)(?:@(\d{1,9}))?$/s.exec(named) ?? [];
  const { cohort } = await askGraph<{ cohort: (ToldCohort & { versions: { id: string }[] }) | null }>(
    place,
    `query Cohort($name: ID!, $version: Int) { cohort(name: $name, version: $version) { ${cohortFields} versions { id } } }`,
    { name, version: version === undefined ? null : Number(version) },
  );
  if (!cohort)
    throw new InvalidArgumentError(`There is no saved cohort "${named}". \`hub cohorts list\` lists them.`);
  return {
    text: `${textOf(cohort)}versions: ${cohort.versions.map(({ id }) => id).join(', ')}\n`,
    data: { cohort },
  };
}
