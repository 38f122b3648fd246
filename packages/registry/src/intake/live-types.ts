import type { PrismaClient } from '../generated/prisma/client.ts';
import { findLiveVersion, noSuchSubgraph } from '../store/versions.ts';
import { type ReceivableType, receivableTypes } from './receivable-type.ts';

/** The event types that a subgraph publishes now. Raises HUB-C044 (404) when it is not in the graph. */
export type LiveTypes = (subgraph: string) => Promise<ReadonlyMap<string, ReceivableType>>;

/** Knows the event types of live versions: compiling their schemas costs much more than asking which version is live. */
export function createLiveTypes(prisma: PrismaClient): LiveTypes {
  const compiled = new Map<string, { digest: string; types: ReadonlyMap<string, ReceivableType> }>();
  return async (subgraph) => {
    const live = await prisma.liveSubgraph.findUnique({
      where: { name: subgraph },
      select: { digest: true },
    });
    if (!live) {
      compiled.delete(subgraph);
      throw noSuchSubgraph(subgraph);
    }
    const known = compiled.get(subgraph);
    if (known?.digest === live.digest) return known.types;
    const { events, digest } = await findLiveVersion(prisma, subgraph);
    const types = receivableTypes(subgraph, events);
    compiled.set(subgraph, { digest, types });
    return types;
  };
}
