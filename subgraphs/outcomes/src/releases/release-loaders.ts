import { londonDate } from '@throughgate/domain';
import DataLoader from 'dataloader';
import type pg from 'pg';
import type { EventRow } from '../journey/rows.ts';
import { readEvidence } from './read-evidence.ts';
import { readPersonFacts, readSpeakingAgencies } from './read-person-facts.ts';
import { releasesOfPeople, releasesWithIds } from './read-releases.ts';
import type { ReleaseCase } from './release-case.ts';
import type { PersonFacts, ReleaseRow } from './rows.ts';

/** The batched reads about releases of one request: each costs one statement, however many releases are asked for. */
export interface ReleaseLoaders {
  readonly release: DataLoader<string, ReleaseRow | null>;
  readonly releasesOfPerson: DataLoader<string, readonly ReleaseRow[]>;
  readonly evidence: DataLoader<string, EventRow | null>;
  /** All that the rules about a release decide by. */
  caseOf(release: ReleaseRow): Promise<ReleaseCase>;
}

/** Creates the loaders of a request. */
export function createReleaseLoaders(pool: pg.Pool): ReleaseLoaders {
  const personFacts = new DataLoader<string, PersonFacts>(
    async (ids) => {
      const facts = await readPersonFacts(pool, ids);
      return ids.map((id) => facts.get(id) ?? new Error('unreachable: every person asked for was read'));
    },
    { maxBatchSize: 1_000 },
  );
  let speaking: Promise<ReadonlySet<string>> | undefined;
  const observedTo = londonDate(new Date());
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
    async caseOf(release) {
      speaking ??= readSpeakingAgencies(pool);
      const [person, agencies] = await Promise.all([personFacts.load(release.person_id), speaking]);
      return { release, person, speaking: agencies, observedTo };
    },
  };
}
