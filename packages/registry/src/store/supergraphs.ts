import type { Supergraph } from '@throughgate/registry-client';
import type { SupergraphModel } from '../generated/prisma/models.ts';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';

/** Reads the digest of the supergraph that is live; `undefined` before the first publication. */
export async function readLiveDigest(database: Database): Promise<string | undefined> {
  const last = await database.publication.findFirst({
    orderBy: { revision: 'desc' },
    select: { supergraphDigest: true },
  });
  return last?.supergraphDigest;
}

/** Reads a supergraph that is or was live. Raises HUB-C045 (404). */
export async function readSupergraph(database: Database, digest: string): Promise<Supergraph> {
  const row = await database.supergraph.findUnique({ where: { digest } });
  if (!row) throw new RegistryError('HUB-C045', 404, `There is no supergraph ${digest}.`);
  return toSupergraph(row);
}

function toSupergraph({ digest, sdl, composedAt }: SupergraphModel): Supergraph {
  return { digest, sdl, composedAt: composedAt.toISOString() };
}
