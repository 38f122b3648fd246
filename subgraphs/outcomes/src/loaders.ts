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
    personOfFile: new DataLoader(
      (files: readonly { agency: string; key: string }[]) =>
        batchBy(
          files,
          ({ agency }) => agency,
          async (ofAgency, agency) => {
            const people = await peopleOfFiles(
              pool,
              agency,
              ofAgency.map(({ key }) => key),
            );
            return ({ key }) => people.get(key) ?? null;
          },
        ),
      { cacheKeyFn: ({ agency, key }) => `${agency} ${key}` },
    ),
    journey: new DataLoader(
      (requests: readonly { id: string; page: JourneyPage }[]) =>
        batchBy(
          requests,
          ({ page }) => JSON.stringify(page),
          async (same) => {
            const [first] = same;
            const journeys = await readJourneys(
              pool,
              same.map(({ id }) => id),
              first.page,
            );
            return ({ id }) => journeys.get(id) ?? new Error('unreachable: every journey asked for was read');
          },
        ),
      { cacheKeyFn: ({ id, page }) => `${id} ${JSON.stringify(page)}` },
    ),
    spells: new DataLoader(
      (requests: readonly { id: string; filter: SpellFilter | null }[]) =>
        batchBy(
          requests,
          ({ filter }) => JSON.stringify(filter),
          async (same) => {
            const [first] = same;
            const spells = await readSpells(
              pool,
              same.map(({ id }) => id),
              first.filter,
            );
            return ({ id }) => spells.get(id) ?? [];
          },
        ),
      { cacheKeyFn: ({ id, filter }) => `${id} ${JSON.stringify(filter)}` },
    ),
  };
}

/** Reads requests that are alike but for whom they ask about with one statement each. */
async function batchBy<Request, Result>(
  requests: readonly Request[],
  kindOf: (request: Request) => string,
  read: (same: readonly [Request, ...Request[]], kind: string) => Promise<(request: Request) => Result>,
): Promise<Result[]> {
  const answers = new Map(
    await Promise.all(
      [...Map.groupBy(requests, kindOf)].map(
        async ([kind, same]) => [kind, await read(same as [Request, ...Request[]], kind)] as const,
      ),
    ),
  );
  return requests.map((request) => {
    const answer = answers.get(kindOf(request));
    if (!answer) throw new Error('unreachable: every kind of request was read');
    return answer(request);
  });
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
