import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { cohortFields, type ToldCohort } from './saved-cohort.ts';

interface Page {
  readonly cohorts: {
    readonly edges: readonly { readonly node: ToldCohort }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const document = `query Cohorts($after: String) {
  cohorts(first: 500, after: $after) { edges { node { ${cohortFields} } } pageInfo { hasNextPage endCursor } }
}`;

/** `hub cohorts list`: every saved cohort in its latest version. */
export async function listCohorts(place: GraphPlace): Promise<Outcome> {
  const cohorts: ToldCohort[] = [];
  let after: string | null = null;
  do {
    const page: Page['cohorts'] = (await askGraph<Page>(place, document, { after })).cohorts;
    cohorts.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return {
    text: formatTable(
      ['cohort', 'title', 'counts by', 'saved', 'by'],
      cohorts.map(({ id, title, conditions, savedAt, savedBy }) => [
        ...[id, title, conditions.map(({ dimension }) => dimension).join(', '), savedAt, savedBy],
      ]),
      'No cohort was saved yet. `hub cohorts save` saves one.',
    ),
    data: { cohorts },
  };
}
