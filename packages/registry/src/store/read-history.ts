import {
  gitContext,
  type Page,
  type PageRequest,
  type Publication,
  publication,
} from '@throughgate/registry-client';
import type { Prisma } from '../generated/prisma/client.ts';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { noSuchSubgraph } from './find-version.ts';
import { sizeOf, toPage } from './page.ts';

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
  return toPage(rows, size, { item: toPublication, cursor: ({ revision }) => String(revision) });
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
