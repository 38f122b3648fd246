import { probationRegions } from '@throughgate/domain';
import type { EpisodeKind } from '@throughgate/measures';
import { openMeasureStore } from '@throughgate/measures';
import { episodeKinds } from '@throughgate/outcomes';

/** Releases of each made-up person. */
const releasesEach = 5;

/** The kind of episodes that is asked about. */
export const releaseKind: EpisodeKind = (() => {
  const found = episodeKinds.find(({ name }) => name === 'release');
  if (!found) throw new Error('Outcomes keeps no releases');
  return found;
})();

/** What record keys are made with, here of nobody. */
export const benchSecret = 'a secret of the benchmark';

/**
 * Releases of five years, of which each column that the questions read has its own spread: some regions have many times as many as others, and
 * a hundredth of what an agency tells is not known. Every value follows from the person's number.
 */
const rows = `
  INSERT INTO base_release BY NAME
  SELECT
    hash(n, s, 'key') AS record_key, hash(n, s, 'digest') AS digest, $learnt::TIMESTAMP AS learnt_from,
    n || '-' || s AS id, md5('person ' || n)::UUID AS person_id, n::INTEGER AS person_no,
    CASE WHEN n % 20 = 0 THEN 'F' ELSE 'M' END AS sex,
    (18 + hash(n, 'age') % 50)::INTEGER AS age,
    ($regions::VARCHAR[])[1 + floor(len($regions::VARCHAR[]) * pow(hash(n, s, 'region') % 10000 / 10000.0, 2))::INTEGER] AS region_code,
    CASE WHEN hash(n, s, 'sentence') % 100 > 0 THEN (20 + pow(hash(n, s, 'days') % 1000 / 1000.0, 3) * 3000)::INTEGER END AS sentence_days,
    hash(n, s, 'recall') % 9 = 0 AS recall,
    day::DATE AS released_on, (day - 90)::DATE AS started_on,
    (hash(n, s, 'served') % 400)::INTEGER AS days_served,
    CASE WHEN hash(n, s, 'seen') % 3 > 0 THEN (day - 30)::DATE END AS adviser_seen_on,
    CASE WHEN hash(n, s, 'money') % 10 > 0 THEN (day + (hash(n, s, 'waits') % 60)::INTEGER)::DATE END AS first_money_on,
    hash(n, s, 'account') % 4 = 0 AS gap_no_bank_account
  FROM (
    SELECT n, s, DATE '2021-01-01' + (s * 365 + hash(n, s, 'day') % 365)::INTEGER AS day
    FROM range($people) AS person(n) CROSS JOIN range(${releasesEach}) AS one(s)
  )`;

/**
 * Makes a file of the measures' store with releases of made-up people, which are written into its tables as a fold would leave them. Returns
 * how many releases there are.
 */
export async function fillStore(path: string, people: number): Promise<number> {
  const store = await openMeasureStore({ path, kinds: [releaseKind], secret: benchSecret });
  try {
    const learntAt = new Date('2026-01-01T00:00:00Z');
    await store.apply({
      learntAt,
      position: '1',
      personIds: [],
      numbers: new Map(),
      episodes: new Map(),
      complete: true,
    });
    await store.query(rows, {
      people,
      learnt: learntAt,
      regions: probationRegions().map(({ code }) => code),
    });
    await store.query('CHECKPOINT');
    return people * releasesEach;
  } finally {
    await store.stop();
  }
}
