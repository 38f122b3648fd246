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
  const live = await database.liveSubgraph.findMany({
    include: { version: true, publication: { select: { kind: true } } },
  });
  return {
    revision: last?.revision ?? 0,
    supergraph: last?.supergraph ?? null,
    subgraphs: live
      .map(({ version, publication }) => ({ ...toStoredVersion(version), madeLiveBy: publication.kind }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
