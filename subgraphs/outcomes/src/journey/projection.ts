import { pipeline } from '@throughgate/database';
import { type ChangeEvent, NotYetProcessableError, type Projection } from '@throughgate/events';
import type pg from 'pg';
import { createKnownContracts, type FindContract } from '../contracts/known-contracts.ts';
import { facts, formOfFacts } from '../facts/index.ts';
import { writeFacts } from '../facts/write-facts.ts';
import { describeFiles } from './describe-files.ts';
import { askFileIds, fileIds } from './file-ids.ts';
import { insertEvents } from './insert-events.ts';
import { noteChanges } from './note-changes.ts';
import { readEvent } from './read-event.ts';
import { createReadModel, formOfTables, scopeEventIds } from './read-model.ts';
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
 * The read model behind `Offender`: who is who, what happened, in which periods, and the facts that questions are asked of. It is made from the events of every
 * agency that has event contracts, and reads them by the newest.
 */
export function journeyProjection(options: JourneyProjectionOptions = {}): Projection {
  const { contractsAreKnown = async () => true } = options;
  const known = createKnownContracts();

  return {
    name: 'outcomes',
    agencies: (pool) => known.agencies(pool),
    form: `${formOfTables} ${formOfFacts}`,
    idsIn: 'event',
    createGeneration: createReadModel,
    scopeEventIds,
    asks: (events) => [known.asks(agenciesOf(events)), askFileIds(events)],
    async apply(client, events, { isCurrent, answers, atEnd, keepsIds }) {
      const [contracts, files] = answers;
      if (contracts === undefined || files === undefined)
        throw new Error('unreachable: what was asked is answered');
      const contractOf = await findContracts(client, events, contracts);
      const read = events.map((event) => readEvent(event, contractOf(event)));
      const meanings = read.map(({ meaning }) => meaning).filter((meaning) => meaning !== undefined);
      const idOf = await fileIds(
        client,
        meanings.map(({ event }) => event),
        files,
      );
      keepsIds(meanings.map(({ event }) => event));
      const stored = [
        ...(meanings.length > 0 ? [insertEvents(meanings, idOf), stateSpells(meanings, idOf)] : []),
        // A read model of before has no tables for them, or others; it is made anew meanwhile.
        ...(isCurrent ? writeFacts(facts, read, idOf) : []),
      ].filter((statement) => statement !== undefined);
      const describesPeople = meanings.some(({ person }) => person !== undefined);
      if (describesPeople) await pipeline(client, stored);
      else stored.forEach(atEnd);
      // Last, since transactions that describe people wait for each other from here to their end.
      const relinked = describesPeople ? await describeFiles(client, meanings, idOf) : [];
      if (!isCurrent) return;
      noteChanges({
        fileIds: [...meanings.map(({ event }) => idOf(event)), ...relinked],
        entries: read.filter(({ meaning }) => meaning === undefined).map(({ event }) => event),
      }).forEach(atEnd);
    },
  };

  async function findContracts(
    client: pg.ClientBase,
    events: readonly ChangeEvent[],
    answer: pg.QueryResult,
  ): Promise<FindContract> {
    const contractOf = await known.of(client, answer);
    const unknown = events.find((event) => typeof contractOf(event) === 'string');
    if (!unknown) return contractOf;
    // Contracts come by a topic of their own, which may be behind that of the events.
    if (!(await contractsAreKnown().catch(() => false))) {
      throw new NotYetProcessableError(`the contract of ${unknown.type} may still be on its way`);
    }
    return known.of(client, await client.query(known.asks(agenciesOf(events))));
  }
}

function agenciesOf(events: readonly ChangeEvent[]): readonly string[] {
  return [...new Set(events.map(({ agency }) => agency))];
}
