import type { SubgraphProposal } from '@throughgate/registry-client';
import type { Database } from '../store/database.ts';
import type { LiveGraph } from '../store/live-graph.ts';
import type { PublicationStep } from './publish-change.ts';

/** The step that publishes the hub's own subgraphs, as far as nobody else has taken them in hand. */
export function bootstrapStep(subgraphs: readonly SubgraphProposal[], by: string): PublicationStep {
  return {
    kind: 'bootstrap',
    by,
    message: 'The subgraphs that come with this version of the hub.',
    propose: async (database, live) => ({
      subgraphs: await ownSubgraphs(database, live, subgraphs),
      removed: [],
    }),
    // What else could be found nobody can mend while the hub starts, and it is found before a version is released.
    extent: 'composition',
  };
}

/** Those that the registry never had, and those whose live version came from a bootstrap. */
async function ownSubgraphs(
  database: Database,
  live: LiveGraph,
  subgraphs: readonly SubgraphProposal[],
): Promise<SubgraphProposal[]> {
  const names = subgraphs.map(({ name }) => name);
  const known = await database.subgraphVersion.groupBy({ by: ['name'], where: { name: { in: names } } });
  return subgraphs.filter(({ name }) => {
    const version = live.subgraphs.find((one) => one.name === name);
    return version ? version.madeLiveBy === 'bootstrap' : known.every((one) => one.name !== name);
  });
}
