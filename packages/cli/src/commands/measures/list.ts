import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly form: string;
  readonly noData: string | null;
}

/** `hub measures list`: all measures that are asked for today, or all versions. */
export async function listMeasures(
  place: GraphPlace,
  { allVersions }: { readonly allVersions: boolean },
): Promise<Outcome> {
  const { measures } = await askGraph<{ measures: readonly Listed[] }>(
    place,
    'query Measures($allVersions: Boolean) { measures(allVersions: $allVersions) { id version title form noData } }',
    { allVersions },
  );
  return {
    text: formatTable(
      ['measure', 'version', 'kind', 'title', ''],
      measures.map(({ id, version, form, title, noData }) => [
        ...[id, String(version), form.toLowerCase(), title, noData === null ? '' : 'no data yet'],
      ]),
      'This hub has no measures.',
    ),
    data: { measures },
  };
}
