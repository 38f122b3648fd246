import type { Page, PageRequest, SubgraphSummary } from '@throughgate/registry-client';
import type { Database } from './database.ts';
import { sizeOf, toPage } from './page.ts';

/** Reads a page of the subgraphs that are live, by name; the cursor is the last name. */
export async function listSubgraphs(database: Database, page: PageRequest): Promise<Page<SubgraphSummary>> {
  const size = sizeOf(page);
  const rows = await database.liveSubgraph.findMany({
    ...(page.after === undefined ? {} : { where: { name: { gt: page.after } } }),
    include: {
      version: { select: { routingUrl: true, eventTypes: true } },
      publication: { select: { at: true, by: true } },
    },
    orderBy: { name: 'asc' },
    take: size + 1,
  });
  return toPage(rows, size, {
    item: ({ name, digest, version, publication }) => ({
      name,
      routingUrl: version.routingUrl,
      version: digest,
      publishedAt: publication.at.toISOString(),
      publishedBy: publication.by,
      eventTypes: version.eventTypes,
    }),
    cursor: ({ name }) => name,
  });
}
