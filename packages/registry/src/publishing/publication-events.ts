import {
  type EventContractsPublished,
  eventContractsPublished,
  registryAgency,
  type SupergraphPublished,
  supergraphPublished,
} from '@throughgate/contracts';
import type { ChangeEvent } from '@throughgate/events';
import type { Publication } from '@throughgate/registry-client';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../store/database.ts';
import { eventsDigest } from '../store/versions.ts';
import type { CheckedChange } from '../worker/check-change.ts';
import type { ProposedVersion } from './plan-change.ts';

/**
 * The events that tell of a publication: one of the supergraph, even when that stays the same, since its version is
 * the revision; and one for each subgraph whose event sources changed, with every contract of it.
 */
export async function publicationEvents(
  database: Database,
  publication: Publication,
  versions: readonly ProposedVersion[],
  contracts: CheckedChange['contracts'],
): Promise<ChangeEvent[]> {
  const at = new Date(publication.at);
  const common = { agency: registryAgency, occurredAt: at, recordedAt: at };
  const data: SupergraphPublished = {
    version: publication.revision,
    supergraph: publication.supergraph,
    subgraphs: publication.subgraphs.map(({ name, version }) => ({ name, version })),
  };
  const events: ChangeEvent[] = [
    {
      ...common,
      id: uuidv7(),
      type: supergraphPublished.type,
      key: supergraphPublished.key,
      version: publication.revision,
      subject: { type: 'Supergraph', id: publication.supergraph },
      data,
    },
  ];
  for (const { name, events: sources, previousEvents } of versions) {
    if (eventsDigest(sources) === eventsDigest(previousEvents)) continue;
    const key = eventContractsPublished.keyOf(name);
    const data: EventContractsPublished = { agency: name, types: [...(contracts[name] ?? [])] };
    events.push({
      ...common,
      id: uuidv7(),
      type: eventContractsPublished.type,
      key,
      version: await nextVersion(database, name),
      subject: { type: 'EventContracts', id: name },
      data,
    });
  }
  return events;
}

/** Version of the next event that tells of a subgraph's contracts, from 1. */
async function nextVersion(database: Database, subgraph: string): Promise<number> {
  const { version } = await database.toldContracts.upsert({
    where: { subgraph },
    create: { subgraph, version: 1 },
    update: { version: { increment: 1 } },
  });
  return Number(version);
}
