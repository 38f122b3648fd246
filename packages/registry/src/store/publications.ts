import { advisoryLock, sqlState } from '@throughgate/database';
import {
  type GitContext,
  gitContext,
  type Page,
  type PageRequest,
  type Publication,
  publication,
} from '@throughgate/registry-client';
import { Prisma } from '../generated/prisma/client.ts';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { pageOfRows, sizeOf } from './page.ts';
import { findVersion, noSuchSubgraph, type StoredVersion } from './versions.ts';

/** How long the database has patience with a publication, in milliseconds. */
export interface PublicationLimits {
  /** Longest wait for publications of other processes. */
  readonly wait: number;
  /** Longest that the checks may take, while the transaction does nothing. */
  readonly check: number;
}

/**
 * Begins a publication in the transaction given: waits until those before it are done, and keeps others out until it
 * commits or fails. Returns the moment, by the database's clock, since several registries may have clocks that differ.
 */
export async function beginPublication(
  transaction: Database,
  { wait, check }: PublicationLimits,
): Promise<Date> {
  // The pool's limits are made for requests; here the database waits for the checks.
  await transaction.$executeRaw`SELECT set_config('lock_timeout', ${String(wait)}, true),
    set_config('statement_timeout', ${String(wait + 30_000)}, true),
    set_config('idle_in_transaction_session_timeout', ${String(check + 60_000)}, true)`;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock.publication})`;
  const rows = await transaction.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  return rows[0]?.now ?? new Date();
}

/** Whether an error says that the wait of {@link beginPublication} was too long. */
export function isLockTimeout(error: unknown): boolean {
  // Prisma has the SQLSTATE in the metadata of its code for raw statements that failed.
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    JSON.stringify(error).includes(sqlState.lockNotAvailable)
  );
}

/** What is read of a step of the history. */
export const publicationParts = {
  entries: { orderBy: { name: 'asc' } },
} as const satisfies Prisma.PublicationInclude;

/** A step of the history as it is stored. */
type PublicationRow = Prisma.PublicationGetPayload<{ include: typeof publicationParts }>;

/** Reads a page of the history, the latest step first; of one subgraph when it is named. */
export async function readHistory(
  database: Database,
  page: PageRequest & { readonly subgraph?: string | undefined },
): Promise<Page<Publication>> {
  const { subgraph, after } = page;
  if (after !== undefined && !/^\d{1,9}$/.test(after)) {
    throw new RegistryError('HUB-C047', 400, '`after` must be the `next` of the page before.');
  }
  const size = sizeOf(page);
  const rows = await database.publication.findMany({
    where: {
      ...(after === undefined ? {} : { revision: { lt: Number(after) } }),
      ...(subgraph === undefined ? {} : { entries: { some: { name: subgraph } } }),
    },
    include: publicationParts,
    orderBy: { revision: 'desc' },
    take: size + 1,
  });
  if (subgraph !== undefined && rows.length === 0 && after === undefined) throw noSuchSubgraph(subgraph);
  return pageOfRows(rows, size, { item: toPublication, cursor: ({ revision }) => String(revision) });
}

/** Reads a row. Raises an error when it is not what the registry writes. */
export function toPublication(row: PublicationRow): Publication {
  return {
    revision: row.revision,
    kind: publication.shape.kind.parse(row.kind),
    at: row.at.toISOString(),
    by: row.by,
    message: row.message,
    git: row.git === null ? null : gitContext.parse(row.git),
    supergraph: row.supergraphDigest,
    subgraphs: row.entries.map(({ name, digest, previous }) => ({ name, version: digest, previous })),
  };
}

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

/** A step of the history as it is to be stored. */
export interface NewPublication {
  readonly revision: number;
  readonly kind: Publication['kind'];
  readonly at: Date;
  readonly by: string;
  readonly message: string | undefined;
  readonly git: GitContext | undefined;
  readonly supergraph: { readonly digest: string; readonly sdl: string };
  /** Versions that become live. */
  readonly versions: readonly (Omit<StoredVersion, 'firstPublishedAt'> & {
    readonly previous: string | null;
  })[];
  /** Subgraphs that leave the graph. */
  readonly removed: readonly { readonly name: string; readonly previous: string }[];
}

/** Stores a step of the history and what it makes live. Run it in the transaction of `beginPublication`. */
export async function writePublication(database: Database, step: NewPublication): Promise<Publication> {
  const { revision, kind, at, by, message, git, supergraph, versions, removed } = step;
  await database.supergraph.createMany({ data: { ...supergraph, composedAt: at }, skipDuplicates: true });
  await database.subgraphVersion.createMany({
    data: versions.map(({ name, digest, schema, events, eventTypes, routingUrl }) => ({
      name,
      digest,
      schemaPath: schema.path,
      schemaText: schema.text,
      ...(events === null ? {} : { events }),
      eventTypes,
      routingUrl,
      firstPublishedAt: at,
    })),
    skipDuplicates: true,
  });
  const row = await database.publication.create({
    data: {
      revision,
      kind,
      at,
      by,
      message: message ?? null,
      ...(git === undefined ? {} : { git }),
      supergraphDigest: supergraph.digest,
      entries: {
        create: [
          ...versions.map(({ name, digest, previous }) => ({ name, digest, previous })),
          ...removed.map(({ name, previous }) => ({ name, previous })),
        ],
      },
    },
    include: publicationParts,
  });
  const names = [...versions, ...removed].map(({ name }) => name);
  await database.liveSubgraph.deleteMany({ where: { name: { in: names } } });
  await database.liveSubgraph.createMany({
    data: versions.map(({ name, digest }) => ({ name, digest, revision })),
  });
  return toPublication(row);
}
