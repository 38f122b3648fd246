import { type RegistryClient, shortDigest } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { allPages } from '../../registry/all-pages.ts';

/** `hub subgraph list`: the subgraphs that are live. */
export async function listSubgraphs(registry: RegistryClient): Promise<Outcome> {
  const subgraphs = await allPages((page) => registry.subgraphs(page));
  return {
    text: formatTable(
      ['name', 'version', 'routing url', 'published', 'by', 'event types'],
      subgraphs.map(({ name, version, routingUrl, publishedAt, publishedBy, eventTypes }) => [
        name,
        shortDigest(version),
        routingUrl,
        publishedAt,
        publishedBy,
        String(eventTypes),
      ]),
      'No subgraphs are published.',
    ),
    data: {
      subgraphs: subgraphs.map(({ name, version, routingUrl, publishedAt, publishedBy, eventTypes }) => ({
        name,
        url: routingUrl,
        // As Rover has it; both in UTC, so that the same answer means the same everywhere.
        updated_at: { local: publishedAt, utc: publishedAt },
        version,
        published_by: publishedBy,
        event_types: eventTypes,
      })),
    },
  };
}
