import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { findVersion, noSuchSubgraph } from './find-version.ts';
import type { StoredVersion } from './stored-version.ts';

/**
 * Finds the version that was live before the one that is live was published; of a subgraph that is not in the graph,
 * the last one. Rollbacks are passed over, so that a second one goes a step further back and not forth again.
 * Raises HUB-C044 (404) when the registry never had the subgraph, HUB-C048 (409) when there is no such version.
 */
export async function findRollbackTarget(database: Database, name: string): Promise<StoredVersion> {
  const live = await database.liveSubgraph.findUnique({ where: { name } });
  const entries = await database.publicationEntry.findMany({
    where: { name, digest: { not: null } },
    select: { digest: true, publication: { select: { kind: true } } },
    orderBy: { revision: 'desc' },
  });
  if (entries.length === 0) throw noSuchSubgraph(name);
  const published = live ? entries.filter(({ publication }) => publication.kind !== 'rollback') : entries;
  const earlier = live
    ? published.slice(published.findIndex(({ digest }) => digest === live.digest) + 1)
    : published;
  const target = earlier.find(({ digest }) => digest !== live?.digest)?.digest;
  if (typeof target !== 'string') {
    throw new RegistryError('HUB-C048', 409, `${name} has no version before the one that is live.`);
  }
  return await findVersion(database, name, target);
}
