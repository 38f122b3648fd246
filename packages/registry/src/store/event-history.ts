import { type EventSources, eventSources } from '@throughgate/registry-client';
import { Prisma } from '../generated/prisma/client.ts';
import { eventsDigest } from '../publishing/content-digest.ts';
import type { Database } from './database.ts';

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
