import type { RegistryClient, SubgraphProposal } from '@throughgate/registry-client';
import { allPages } from '../registry/all-pages.ts';

/** Reads what is live in a registry, as it would be composed. */
export async function liveProposals(registry: RegistryClient): Promise<SubgraphProposal[]> {
  const subgraphs = await allPages((page) => registry.subgraphs(page));
  return await Promise.all(
    subgraphs.map(async ({ name, version }) => {
      const { schema, routingUrl } = await registry.version(name, version);
      return { name, schema, routingUrl };
    }),
  );
}
