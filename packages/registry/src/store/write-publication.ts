import type { GitContext, Publication } from '@throughgate/registry-client';
import type { Database } from './database.ts';
import { publicationParts, toPublication } from './read-history.ts';
import type { StoredVersion } from './stored-version.ts';

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
