import type { Page, PageRequest, SubgraphSummary, Supergraph } from '@throughgate/registry-client';
import type { SupergraphModel } from '../generated/prisma/models.ts';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { pageOfRows, sizeOf } from './page.ts';
import { type StoredVersion, toStoredVersion } from './versions.ts';

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
  return pageOfRows(rows, size, {
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
