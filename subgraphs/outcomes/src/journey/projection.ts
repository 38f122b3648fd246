import { type ChangeEvent, NotYetProcessableError, type Projection } from '@throughgate/events';
import type pg from 'pg';
import { createKnownContracts, type FindContract } from '../contracts/known-contracts.ts';
import { describeFiles } from './describe-files.ts';
import { fileIds } from './file-ids.ts';
import { insertEvents } from './insert-events.ts';
import { readEvent } from './read-event.ts';
import { createReadModel, scopeEventIds } from './read-model.ts';
import { stateSpells } from './state-spells.ts';

/** What the journey is made with. */
export interface JourneyProjectionOptions {
  /**
   * Whether all contracts that are on the event log are known: an event of an unknown type waits until they are.
   * @default yes: an unknown type is unknown
   */
  readonly contractsAreKnown?: () => Promise<boolean>;
}

/**
 * The read model behind `Offender`: who is who, what happened, and in which periods. It is made from the events of every
 * agency that has event contracts, and reads them by the newest.
 */
export function journeyProjection(options: JourneyProjectionOptions = {}): Projection {
  const { contractsAreKnown = async () => true } = options;
  const known = createKnownContracts();

  return {
    name: 'outcomes',
    agencies: (pool) => known.agencies(pool),
    createGeneration: createReadModel,
    scopeEventIds,
    async apply(client, events) {
      const contractOf = await findContracts(client, events);
      const meanings = events
        .map((event) => readEvent(event, contractOf(event)))
        .filter((meaning) => meaning !== undefined);
      if (meanings.length === 0) return;
      const idOf = await fileIds(
        client,
        meanings.map(({ event }) => event),
      );
      await insertEvents(client, meanings, idOf);
      await stateSpells(client, meanings, idOf);
      await describeFiles(client, meanings, idOf);
    },
  };

  async function findContracts(client: pg.ClientBase, events: readonly ChangeEvent[]): Promise<FindContract> {
    const agencies = [...new Set(events.map(({ agency }) => agency))];
    const contractOf = await known.of(client, agencies);
    const unknown = events.find((event) => typeof contractOf(event) === 'string');
    if (!unknown) return contractOf;
    // Contracts come by a topic of their own, which may be behind that of the events.
    if (!(await contractsAreKnown().catch(() => false))) {
      throw new NotYetProcessableError(`the contract of ${unknown.type} may still be on its way`);
    }
    return known.of(client, agencies);
  }
}
