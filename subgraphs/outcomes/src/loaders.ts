import { createGroupedLoader } from '@throughgate/subgraph-kit';
import DataLoader from 'dataloader';
import type pg from 'pg';
import type { SpellFilter } from './generated/graphql.ts';
import { type JourneyPage, readJourneys, readSpells } from './journey/events.ts';
import { peopleOfFiles, readPeople } from './journey/people.ts';

/** The batched reads of one request: each costs one SQL statement, however many people are asked for. */
export function createLoaders(pool: pg.Pool) {
  return {
    person: new DataLoader(async (ids: readonly string[]) => {
      const people = await readPeople(pool, ids);
      return ids.map((id) => people.get(id.toLowerCase()) ?? null);
    }),
    personOfFile: createGroupedLoader({
      groupOf: ({ agency }: FileKey) => agency,
      idOf: ({ key }) => key,
      async read(files) {
        const people = await peopleOfFiles(
          pool,
          files[0].agency,
          files.map(({ key }) => key),
        );
        return ({ key }) => people.get(key) ?? null;
      },
    }),
    journey: createGroupedLoader({
      groupOf: ({ page }: { id: string; page: JourneyPage }) => JSON.stringify(page),
      idOf: ({ id }) => id,
      async read(requests) {
        const journeys = await readJourneys(
          pool,
          requests.map(({ id }) => id),
          requests[0].page,
        );
        return ({ id }) => read(journeys, id);
      },
    }),
    spells: createGroupedLoader({
      groupOf: ({ filter }: { id: string; filter: SpellFilter | null }) => JSON.stringify(filter),
      idOf: ({ id }) => id,
      async read(requests) {
        const spells = await readSpells(
          pool,
          requests.map(({ id }) => id),
          requests[0].filter,
        );
        return ({ id }) => spells.get(id) ?? [];
      },
    }),
  };
}

interface FileKey {
  readonly agency: string;
  readonly key: string;
}

function read<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id);
  if (value === undefined) throw new Error('unreachable: every journey asked for was read');
  return value;
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
