import type { CheckedSubgraph } from '@throughgate/checks';
import { eventSources } from '@throughgate/registry-client';
import type { SubgraphVersionModel } from '../generated/prisma/models.ts';

/** A version of a subgraph as it is stored. */
export interface StoredVersion extends CheckedSubgraph {
  readonly digest: string;
  readonly eventTypes: number;
  readonly firstPublishedAt: Date;
}

/** Reads a row. Raises an error when its events are not what the registry writes. */
export function toStoredVersion(row: SubgraphVersionModel): StoredVersion {
  const { name, digest, routingUrl, eventTypes, firstPublishedAt } = row;
  return {
    name,
    digest,
    routingUrl,
    schema: { path: row.schemaPath, text: row.schemaText },
    events: row.events === null ? null : eventSources.parse(row.events),
    eventTypes,
    firstPublishedAt,
  };
}
