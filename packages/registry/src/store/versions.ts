import type { CheckedSubgraph } from '@throughgate/checks';
import {
  digestOf,
  type EventSources,
  eventSources,
  type SubgraphVersion,
} from '@throughgate/registry-client';
import { Prisma } from '../generated/prisma/client.ts';
import type { SubgraphVersionModel } from '../generated/prisma/models.ts';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';

/** A version of a subgraph as it is stored. */
export interface StoredVersion extends CheckedSubgraph {
  readonly digest: string;
  readonly eventTypes: number;
  readonly firstPublishedAt: Date;
}

/** Reads a row. Raises an error when its events are not what the registry writes. */
export function toStoredVersion(row: SubgraphVersionModel): StoredVersion {
  const { name, digest, routingUrl, eventTypes, firstPublishedAt } = row;
  return {
    name,
    digest,
    routingUrl,
    schema: { path: row.schemaPath, text: row.schemaText },
    events: row.events === null ? null : eventSources.parse(row.events),
    eventTypes,
    firstPublishedAt,
  };
}

const digestForm = /^(?:sha256:)?([0-9a-f]{8,64})$/;

/**
 * Finds the version of a subgraph whose digest is, or begins with, the digits given.
 * Raises HUB-C044 (404) when the registry never had the subgraph, and HUB-C045 when no version fits (404), or several do (409).
 */
export async function findVersion(database: Database, name: string, version: string): Promise<StoredVersion> {
  const digits = digestForm.exec(version)?.[1];
  const rows =
    digits === undefined
      ? []
      : await database.subgraphVersion.findMany({
          where: { name, digest: { startsWith: `sha256:${digits}` } },
          take: 2,
        });
  const [row, another] = rows;
  if (another) {
    throw new RegistryError(
      'HUB-C045',
      409,
      `Several versions of ${name} begin with ${digits}; give more digits.`,
    );
  }
  if (row) return toStoredVersion(row);
  if ((await database.subgraphVersion.count({ where: { name } })) === 0) throw noSuchSubgraph(name);
  const form = digits === undefined ? ': a version is 8 or more of the hexadecimal digits of its digest' : '';
  throw new RegistryError('HUB-C045', 404, `${name} has no version ${version}${form}.`);
}

/** Finds the version of a subgraph that is live. Raises HUB-C044 (404) when it is not in the graph. */
export async function findLiveVersion(database: Database, name: string): Promise<StoredVersion> {
  const live = await database.liveSubgraph.findUnique({ where: { name }, include: { version: true } });
  if (!live) throw noSuchSubgraph(name);
  return toStoredVersion(live.version);
}

/** The error for a subgraph that there is not. */
export function noSuchSubgraph(name: string): RegistryError {
  return new RegistryError('HUB-C044', 404, `The graph has no subgraph ${name}.`);
}

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

/** Reads every version of event sources that each of some subgraphs ever published, the oldest first, each once. */
export async function readEventHistory(
  database: Database,
  names: readonly string[],
): Promise<Record<string, EventSources[]>> {
  const rows = await database.subgraphVersion.findMany({
    where: { name: { in: [...names] }, events: { not: Prisma.AnyNull } },
    select: { name: true, events: true },
    orderBy: { firstPublishedAt: 'asc' },
  });
  return Object.fromEntries(
    names.map((name) => {
      const versions = rows
        .filter((row) => row.name === name)
        .map(({ events }) => eventSources.parse(events));
      return [name, [...new Map(versions.map((events) => [eventsDigest(events), events])).values()]];
    }),
  );
}

/**
 * Digest of what a subgraph is: its schema's text, its event sources in whatever order they came, and its address. The name of
 * the schema's file is left out, since it changes nothing.
 */
export function subgraphDigest({ schema, events, routingUrl }: Omit<CheckedSubgraph, 'name'>): string {
  return digestOf(JSON.stringify([schema.text, canonicalEvents(events), routingUrl]));
}

/** Digest of event sources; of none as well. */
export function eventsDigest(events: EventSources | null): string {
  return digestOf(JSON.stringify(canonicalEvents(events)));
}

/** Lists instead of objects, files by path: two that say the same are written the same. */
function canonicalEvents(events: EventSources | null): unknown {
  if (events === null) return null;
  const files = [...events.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return [events.entry, files.map(({ path, text }) => [path, text])];
}
