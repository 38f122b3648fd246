import type { Database } from './database.ts';
import { type StoredVersion, toStoredVersion } from './stored-version.ts';

/** A subgraph that is live, and how it became so. */
export interface LiveVersion extends StoredVersion {
  /** Kind of the step that made it live. */
  readonly madeLiveBy: string;
}

/** The graph as it is. */
export interface LiveGraph {
  /** Number of the last step of the history; 0 before the first. */
  readonly revision: number;
  readonly supergraph: { readonly digest: string; readonly sdl: string } | null;
  /** By name. */
  readonly subgraphs: readonly LiveVersion[];
}

/** Reads the graph. It takes several statements: run it where nothing changes between them. */
export async function readLiveGraph(database: Database): Promise<LiveGraph> {
  const last = await database.publication.findFirst({
    orderBy: { revision: 'desc' },
    select: { revision: true, supergraph: { select: { digest: true, sdl: true } } },
  });
  // One relation for each statement: of two, Prisma reads both at once on the connection of a transaction, and when that
  // is lost, one of the two failures is nobody's.
  const live = await database.liveSubgraph.findMany({ include: { version: true } });
  const steps = await database.publication.findMany({
    where: { revision: { in: live.map(({ revision }) => revision) } },
    select: { revision: true, kind: true },
  });
  const kindOf = new Map(steps.map(({ revision, kind }) => [revision, kind]));
  return {
    revision: last?.revision ?? 0,
    supergraph: last?.supergraph ?? null,
    subgraphs: live
      .map(({ version, revision }) => ({
        ...toStoredVersion(version),
        madeLiveBy: kindOf.get(revision) ?? 'unknown',
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
