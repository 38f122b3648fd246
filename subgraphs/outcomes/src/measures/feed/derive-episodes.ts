import type { Episode } from '@throughgate/measures';
import type pg from 'pg';
import { readPersonFacts } from '../../releases/read-person-facts.ts';
import type { FactOfPerson, PersonFacts } from '../../releases/rows.ts';
import type { DeriveContext, Episodes, MeasuredPerson } from '../episodes/define-episodes.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** The episodes of some people, by kind, from what a client sees. */
export async function deriveEpisodes(
  client: Client,
  kinds: readonly Episodes[],
  personIds: readonly string[],
): Promise<Map<string, readonly Episode[]>> {
  const context: DeriveContext = {
    client,
    personIds,
    people: await readMeasuredPeople(client, personIds),
    facts: factsOnce(client, personIds),
  };
  const episodes = new Map<string, readonly Episode[]>();
  for (const kind of kinds) episodes.set(kind.name, await kind.derive(context));
  return episodes;
}

async function readMeasuredPeople(
  client: Client,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, MeasuredPerson>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; sex: string | null; born: string | null }>(
    `SELECT DISTINCT ON (cluster_id) cluster_id AS id, sex, date_of_birth::text AS born FROM outcomes.file
     WHERE cluster_id = ANY ($1::uuid[]) AND described_at IS NOT NULL
     ORDER BY cluster_id, described_at DESC, id`,
    [personIds],
  );
  return new Map(rows.map(({ id, sex, born }) => [id, { sex, dateOfBirth: born }]));
}

/** Reads each fact when a kind first asks for it. */
function factsOnce(client: Client, personIds: readonly string[]): DeriveContext['facts'] {
  const read = new Set<FactOfPerson>();
  const facts = new Map<string, PersonFacts>();
  return async (names) => {
    const missing = names.filter((name) => !read.has(name));
    if (missing.length > 0) {
      for (const [id, found] of await readPersonFacts(client, personIds, new Set(missing))) {
        const known = facts.get(id);
        const added = Object.fromEntries(missing.map((name) => [name, found[name]]));
        facts.set(id, known ? { ...known, ...added } : found);
      }
      for (const name of missing) read.add(name);
    }
    return facts;
  };
}
