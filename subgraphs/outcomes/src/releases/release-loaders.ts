import { londonDate } from '@throughgate/domain';
import DataLoader from 'dataloader';
import type pg from 'pg';
import type { EventRow } from '../journey/rows.ts';
import { readEvidence } from './read-evidence.ts';
import { factsOfPeople, readPersonFacts, readSpeakingAgencies } from './read-person-facts.ts';
import { releasesOfPeople, releasesWithIds } from './read-releases.ts';
import type { GapCase, ObservedCase } from './release-case.ts';
import type { FactOfPerson, PersonFacts, ReleaseRow } from './rows.ts';

/** The batched reads about releases of one request: each costs one statement, however many releases are asked for. */
export interface ReleaseLoaders {
  readonly release: DataLoader<string, ReleaseRow | null>;
  readonly releasesOfPerson: DataLoader<string, readonly ReleaseRow[]>;
  readonly evidence: DataLoader<string, EventRow | null>;
  /** What a rule about a release decides by: the facts that it names, and no others, since most cost more to read than the release. */
  caseOf<Fact extends FactOfPerson>(release: ReleaseRow, facts: readonly Fact[]): Promise<ObservedCase<Fact>>;
  /** All that the rules about gaps decide by. */
  gapCaseOf(release: ReleaseRow): Promise<GapCase & ObservedCase>;
}

/** People whose facts one statement reads. */
const mostAtOnce = 1_000;

interface AskedFacts {
  readonly personId: string;
  readonly facts: readonly FactOfPerson[];
}

/** Creates the loaders of a request. */
export function createReleaseLoaders(pool: pg.Pool): ReleaseLoaders {
  // All that the fields of a page ask for is read at once.
  const personFacts = new DataLoader<AskedFacts, PersonFacts, string>(
    async (asked) => {
      const facts = new Set(asked.flatMap((one) => one.facts));
      const ids = [...new Set(asked.map(({ personId }) => personId))];
      const known = new Map<string, PersonFacts>();
      for (let from = 0; from < ids.length; from += mostAtOnce) {
        const some = await readPersonFacts(pool, ids.slice(from, from + mostAtOnce), facts);
        for (const [id, one] of some) known.set(id, one);
      }
      return asked.map(
        ({ personId }) => known.get(personId) ?? new Error('unreachable: every person asked for was read'),
      );
    },
    { cacheKeyFn: ({ personId, facts }) => `${personId} ${facts.join()}` },
  );
  let speaking: Promise<ReadonlySet<string>> | undefined;
  const observedTo = londonDate(new Date());
  const caseOf = async <Fact extends FactOfPerson>(
    release: ReleaseRow,
    facts: readonly Fact[],
  ): Promise<ObservedCase<Fact>> => ({
    release,
    person: await personFacts.load({ personId: release.person_id, facts }),
    observedTo,
  });
  return {
    release: new DataLoader(async (ids) => {
      const rows = new Map((await releasesWithIds(pool, ids)).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? null);
    }),
    releasesOfPerson: new DataLoader(async (ids) => {
      const byPerson = Map.groupBy(await releasesOfPeople(pool, ids), ({ person_id }) => person_id);
      return ids.map((id) => byPerson.get(id) ?? []);
    }),
    evidence: new DataLoader(async (ids) => {
      const events = new Map((await readEvidence(pool, ids)).map((event) => [event.id, event]));
      return ids.map((id) => events.get(id) ?? null);
    }),
    caseOf,
    async gapCaseOf(release) {
      speaking ??= readSpeakingAgencies(pool);
      const [at, agencies] = await Promise.all([caseOf(release, factsOfPeople), speaking]);
      return { ...at, speaking: agencies };
    },
  };
}
