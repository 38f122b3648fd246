import type { SubgraphVersion } from '@throughgate/registry-client';
import type { Database } from './database.ts';
import { findLiveVersion, findVersion } from './find-version.ts';

/** Reads a version of a subgraph: `live`, or as `findVersion` finds it. Raises HUB-C044 and HUB-C045. */
export async function readVersion(
  database: Database,
  name: string,
  version: string,
): Promise<SubgraphVersion> {
  const found =
    version === 'live' ? await findLiveVersion(database, name) : await findVersion(database, name, version);
  const { digest, schema, events, routingUrl, firstPublishedAt } = found;
  return {
    name,
    version: digest,
    schema,
    events,
    routingUrl,
    firstPublishedAt: firstPublishedAt.toISOString(),
    live: (await database.liveSubgraph.count({ where: { name, digest } })) === 1,
  };
}
