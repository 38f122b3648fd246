import type { Interval } from '@throughgate/domain';
import { createGroupedLoader } from '@throughgate/subgraph-kit';
import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Clash } from './clashes/clash.ts';
import type { ClashQuestion } from './clashes/find-clashes.ts';
import { daysToLookAt, otherTimes } from './clashes/free-time.ts';
import { clashesOfPeople } from './clashes/read-clashes.ts';
import { readTimes } from './clashes/read-times.ts';
import type { CustodyClaim } from './custody-claims/custody-claim.ts';
import { readDetails } from './custody-claims/read-custody-claims.ts';
import type { SpellFilter } from './generated/graphql.ts';
import { type JourneyPage, readJourneys, readSpells } from './journey/events.ts';
import { peopleOfFiles, readPeople } from './journey/people.ts';
import { createReleaseLoaders } from './releases/release-loaders.ts';

/** The batched reads of one request: each costs one SQL statement, however many people are asked for. */
export function createLoaders(pool: pg.Pool) {
  return {
    releases: createReleaseLoaders(pool),
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
    clashes: createGroupedLoader({
      groupOf: ({ question }: { id: string; question: PersonsQuestion }) => JSON.stringify(question),
      idOf: ({ id }) => id,
      async read(requests) {
        const clashes = await clashesOfPeople(
          pool,
          requests.map(({ id }) => id),
          requests[0].question,
        );
        return ({ id }) => clashes.get(id) ?? [];
      },
    }),
    /** What takes people's time within a stretch of it. */
    times: createGroupedLoader({
      groupOf: ({ within }: { id: string; within: Interval }) => `${within.from} ${within.until}`,
      idOf: ({ id }) => id,
      async read(requests) {
        const times = await readTimes(
          pool,
          requests.map(({ id }) => id),
          requests[0].within,
        );
        return ({ id }) => read(times, id);
      },
    }),
    custodyClaimDetails: new DataLoader((claims: readonly CustodyClaim[]) => readDetails(pool, claims)),
    /** When clashes could be instead. The people's time is read once, for the whole page. */
    otherTimes: createGroupedLoader({
      groupOf: ({ days }: { clash: Clash; days: number }) => String(days),
      idOf: ({ clash }) => clash.id,
      async read(requests) {
        const asked = requests.map(({ clash, days }) => ({ clash, within: daysToLookAt(clash, days) }));
        const times = await readTimes(pool, [...new Set(asked.map(({ clash }) => clash.personId))], {
          from: Math.min(...asked.map(({ clash, within }) => within.from - clash.travel)),
          until: Math.max(...asked.map(({ clash, within }) => within.until + clash.travel)),
        });
        return ({ clash, days }) => otherTimes(clash, read(times, clash.personId), daysToLookAt(clash, days));
      },
    }),
  };
}

/** Which clashes of people are asked for. */
type PersonsQuestion = ClashQuestion & { readonly audience: string | null };

interface FileKey {
  readonly agency: string;
  readonly key: string;
}

function read<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id);
  if (value === undefined) throw new Error('unreachable: everything asked for was read');
  return value;
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
