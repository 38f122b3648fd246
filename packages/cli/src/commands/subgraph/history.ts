import { type Publication, type RegistryClient, shortDigest } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { allPages } from '../../registry/all-pages.ts';

/** `hub subgraph history`: what was published, the latest first; of one subgraph when it is named. */
export async function showHistory(
  registry: RegistryClient,
  subgraph: string | undefined,
  { limit }: { readonly limit: number },
): Promise<Outcome> {
  const filter = subgraph === undefined ? {} : { subgraph };
  const history = await allPages((page) => registry.history({ ...page, ...filter }), limit);
  return {
    text: formatTable(
      ['revision', 'kind', 'at', 'by', 'commit', 'message', 'supergraph', 'versions'],
      history.map((step) => [
        String(step.revision),
        step.kind,
        step.at,
        step.by,
        step.git?.commit?.slice(0, 10) ?? '',
        step.message ?? '',
        shortDigest(step.supergraph),
        versionsOf(step),
      ]),
      'Nothing was published yet.',
    ),
    data: { publications: history },
  };
}

function versionsOf({ subgraphs }: Publication): string {
  const steps = subgraphs.map(({ name, version }) =>
    version === null ? `${name} removed` : `${name} ${shortDigest(version)}`,
  );
  return steps.join(', ');
}
